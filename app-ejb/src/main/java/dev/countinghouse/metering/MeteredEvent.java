package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An event as it counts, after its amendments.
 *
 * @param group values of its metric's group keys; what it does not have is not in it
 * @param value what the metric aggregates
 */
public record MeteredEvent(
        UUID id, Instant at, Map<String, String> group, BigDecimal value, Map<String, Object> properties) {

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?");

    /**
     * The amount that came with it.
     *
     * @param field property that holds it, in major units
     * @throws IllegalStateException when it holds no number: an event without its amount cannot be billed
     */
    public BigDecimal amount(String field) {
        return switch (properties.get(field)) {
            case BigDecimal number -> number;
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case BigInteger number -> new BigDecimal(number);
            case String text when DECIMAL.matcher(text).matches() -> new BigDecimal(text);
            case null, default ->
                throw new IllegalStateException("usage event " + id + " has no amount in its property " + field);
        };
    }

    /** Whether it has one. */
    public boolean hasAmount(String field) {
        Object value = properties.get(field);
        return value instanceof BigDecimal
                || value instanceof Integer
                || value instanceof Long
                || value instanceof BigInteger
                || (value instanceof String text && DECIMAL.matcher(text).matches());
    }
}
