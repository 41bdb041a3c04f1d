package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a number where any value may stand: as it is when it is whole, else as {@link StrictDecimal} does. */
class StrictNumber extends JsonDeserializer<Number> {

    private final StrictDecimal decimals = new StrictDecimal();

    @Override
    public @Nullable Number deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? parser.getNumberValue()
                : decimals.deserialize(parser, context);
    }
}
