package dev.countinghouse.metering.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Units of a recurring metric that count by the share of the period they were there, kept exact and only shown to five
 * decimals. Source: docs/BILLING.md, usage.
 *
 * @param exact what prices are applied to
 */
public record ProratedUnits(Fraction exact) {

    /** Decimals that are shown. */
    public static final int SHOWN = 5;

    /**
     * Units that were added within the period, or removed when below zero.
     *
     * @param share of the period they were there for, 0 to 1
     */
    public record Added(BigDecimal units, Fraction share) {}

    /** Units carried over from the period before, whole, with those added since by their share. */
    public static ProratedUnits of(BigDecimal carried, List<Added> added) {
        Fraction exact = Fraction.of(carried);
        for (Added part : added) {
            exact = exact.plus(part.share().times(part.units()));
        }
        return new ProratedUnits(exact);
    }

    /** As they are shown: HALF_UP. */
    public BigDecimal shown() {
        return shown(RoundingMode.HALF_UP);
    }

    /** As others show them, to compare. */
    public BigDecimal shown(RoundingMode mode) {
        return exact.rounded(SHOWN, mode);
    }
}
