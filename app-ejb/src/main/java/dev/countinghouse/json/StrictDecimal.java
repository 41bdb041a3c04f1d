package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a decimal from a string or a number, written out plainly. Exponents are refused before any arithmetic: a few
 * characters of them can stand for a number that fills the memory.
 */
class StrictDecimal extends JsonDeserializer<BigDecimal> {

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        boolean scalar = parser.currentToken() == JsonToken.VALUE_STRING
                || parser.currentToken().isNumeric();
        String text = scalar ? parser.getText() : "";
        if (!PLAIN.matcher(text).matches()) {
            return (BigDecimal) context.handleWeirdStringValue(
                    BigDecimal.class, text, "must be a decimal such as \"12.50\", without exponent");
        }
        return new BigDecimal(text);
    }
}
