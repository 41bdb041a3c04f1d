package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads an instant from ISO 8601 with an offset or Z; a number or a local time is refused. */
class StrictInstant extends JsonDeserializer<Instant> {

    @Override
    public @Nullable Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
        try {
            return Instants.parse(text);
        } catch (DateTimeException e) {
            return (Instant) context.handleWeirdStringValue(
                    Instant.class, text, "must be an instant such as 2026-03-01T12:00:00Z");
        }
    }

    /** Parsing shared with other text formats. */
    static final class Instants {

        private Instants() {}

        static Instant parse(String text) {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() < 1 || time.getYear() > 9999) {
                throw new DateTimeException("year out of range");
            }
            return time.toInstant();
        }
    }
}
