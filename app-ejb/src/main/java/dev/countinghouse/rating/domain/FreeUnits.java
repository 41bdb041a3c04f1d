package dev.countinghouse.rating.domain;

import java.math.BigDecimal;

/**
 * Units of a period that cost nothing: a discount in usage, taken off before the price is applied. Source:
 * docs/BILLING.md, discounts.
 *
 * @param units of a period, zero or more
 */
public record FreeUnits(BigDecimal units) {

    public FreeUnits {
        if (units.signum() < 0) {
            throw new IllegalArgumentException(units + " free units");
        }
    }

    /**
     * Units of a line that are to be paid.
     *
     * @param before units used before in the period, zero or more
     * @param used units of the line, zero or more
     */
    public BigDecimal billable(BigDecimal before, BigDecimal used) {
        BigDecimal left = units.subtract(before).max(BigDecimal.ZERO);
        return used.subtract(left).max(BigDecimal.ZERO);
    }

    /** How the units of a line that are to be paid came about. */
    public Calculation calculation(BigDecimal before, BigDecimal used) {
        return Calculation.of(Rule.FREE_UNITS)
                .with("free_units", units)
                .with("used_before", before)
                .with("used", used)
                .gives(billable(before, used));
    }
}
