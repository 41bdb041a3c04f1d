package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads text that the database can store: no NUL, no half of a surrogate pair. Numbers and booleans are no text. */
class StrictText extends JsonDeserializer<String> {

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = parser.getText();
        if (!Json.isStorable(text)) {
            return (String) context.handleWeirdStringValue(
                    String.class, text, "must be text without NUL characters and broken surrogate pairs");
        }
        return text;
    }
}
