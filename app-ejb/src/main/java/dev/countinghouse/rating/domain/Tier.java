package dev.countinghouse.rating.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One step of a tiered price: the units above the tier before it, up to and including its bound.
 *
 * @param upTo last unit of the tier, fractions allowed; null: without end
 * @param unitAmount price of a unit in major units, up to 12 decimals
 * @param flatAmount due once when the tier is entered
 */
public record Tier(@Nullable BigDecimal upTo, BigDecimal unitAmount, BigDecimal flatAmount) {

    /** Whether a quantity is above the whole tier. */
    boolean isBelow(BigDecimal quantity) {
        return upTo != null && quantity.compareTo(upTo) > 0;
    }
}
