package dev.countinghouse.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.math.BigDecimal;

/** Writes a decimal as a string without exponent, so that no client turns it into a binary float. */
class PlainDecimal extends JsonSerializer<BigDecimal> {

    @Override
    public void serialize(BigDecimal value, JsonGenerator out, SerializerProvider context) throws IOException {
        out.writeString(value.toPlainString());
    }
}
