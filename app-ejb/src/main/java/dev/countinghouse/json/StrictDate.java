package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a day of the years 1 to 9999 written in full; a number, a list of numbers or a time is refused. */
class StrictDate extends JsonDeserializer<LocalDate> {

    private static final Pattern FULL = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    @Override
    public @Nullable LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
        try {
            if (FULL.matcher(text).matches() && !text.startsWith("0000")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // no day of the calendar: refused below like any other text that is none
        }
        return (LocalDate) context.handleWeirdStringValue(LocalDate.class, text, "must be a date such as 2026-03-01");
    }
}
