package dev.countinghouse.metering.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a metric rounds its quantity, once, after the aggregation and before the price. Source: docs/BILLING.md, usage.
 *
 * @param mode which way
 * @param precision digits after the point; below zero: -1 to tens, -2 to hundreds; -15 to 12
 */
public record QuantityRounding(Mode mode, int precision) {

    private static final int COARSEST = -15;
    private static final int FINEST = 12;

    /** Which way a quantity is rounded. */
    public enum Mode {
        /** To the nearest, half away from zero. */
        ROUND(RoundingMode.HALF_UP),
        /** To the next higher. */
        CEIL(RoundingMode.CEILING),
        /** To the next lower. */
        FLOOR(RoundingMode.FLOOR);

        private final RoundingMode rounding;

        Mode(RoundingMode rounding) {
            this.rounding = rounding;
        }
    }

    public QuantityRounding {
        if (precision < COARSEST || precision > FINEST) {
            throw new IllegalArgumentException("a precision of " + precision);
        }
    }

    /** The quantity rounded. */
    public BigDecimal of(Fraction quantity) {
        return quantity.rounded(precision, mode.rounding);
    }
}
