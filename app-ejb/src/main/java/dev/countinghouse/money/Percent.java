package dev.countinghouse.money;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * A rate in hundredths: 8.25 is 8.25 %. Finds shares exactly; rounding is its caller's business.
 *
 * @param value zero or more; 100 is the whole
 */
public record Percent(BigDecimal value) implements Serializable {

    /** No share. */
    public static final Percent ZERO = new Percent(BigDecimal.ZERO);

    public Percent {
        if (value.signum() < 0) {
            throw new IllegalArgumentException("a rate of " + value + " %");
        }
    }

    /** The exact share of an amount. */
    public BigDecimal of(BigDecimal amount) {
        return amount.multiply(factor());
    }

    /** The exact share of an amount. */
    public Fraction of(Fraction amount) {
        return amount.times(factor());
    }

    /** The share of an amount of money, rounded once, HALF_UP, to its minor unit. */
    public Money of(Money amount) {
        return Money.halfUp(of(amount.toDecimal()), amount.currency());
    }

    /** What one unit is multiplied by: 0.0825 for 8.25 %. */
    public BigDecimal factor() {
        return value.movePointLeft(2);
    }
}
