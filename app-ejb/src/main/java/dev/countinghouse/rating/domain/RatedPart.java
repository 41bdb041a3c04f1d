package dev.countinghouse.rating.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A part of a charge at one unit price: what becomes an invoice line.
 *
 * @param tier index of the tier, 0 for the first and for prices without tiers
 * @param flat whether it is the tier's flat amount; its quantity is 1 and no usage
 * @param from units the part begins after
 * @param upTo units it ends with; null: without end
 * @param quantity units in it
 * @param unitAmount price of a unit in major units
 */
public record RatedPart(
        int tier,
        boolean flat,
        BigDecimal from,
        @Nullable BigDecimal upTo,
        BigDecimal quantity,
        BigDecimal unitAmount) {

    /** The exact amount, not rounded. */
    public BigDecimal amount() {
        return quantity.multiply(unitAmount);
    }
}
