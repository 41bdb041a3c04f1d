package dev.countinghouse.metering;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.countinghouse.money.Decimals;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much usage somebody wants to hear of: a quantity, or a share of the alert's limit.
 *
 * @param percent of the limit, above 0 and at most 1,000; null when it is a quantity
 * @param quantity above 0; null when it is a percentage
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UsageThreshold(
        @Nullable BigDecimal percent, @Nullable BigDecimal quantity) {

    private static final int PERCENT_DIGITS = 2;

    /** From which quantity on it is reached. */
    BigDecimal reachedAt(@Nullable BigDecimal limit) {
        if (quantity != null) {
            return quantity;
        }
        if (percent == null || limit == null) {
            throw new IllegalStateException("a threshold without a quantity needs percent and limit");
        }
        return limit.multiply(percent).movePointLeft(PERCENT_DIGITS);
    }

    /** What it is called in events and mails: it says the same however often an alert is written. */
    String text() {
        return percent != null
                ? Decimals.plain(percent).toPlainString() + " %"
                : Decimals.plain(Objects.requireNonNull(quantity)).toPlainString();
    }
}
