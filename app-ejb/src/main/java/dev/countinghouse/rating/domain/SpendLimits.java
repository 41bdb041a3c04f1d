package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Percent;
import java.math.BigDecimal;

/**
 * What a charge or a plan costs at least and at most in a period. Discounts in percent come first, then the maximum; the
 * minimum is filled up once, on the last line of the period. Source: docs/BILLING.md, minimum and maximum.
 */
public final class SpendLimits {

    private SpendLimits() {}

    /**
     * What a line costs after its discount and under the maximum of its period.
     *
     * @param gross exact, before both
     * @param percentDiscount what the discount in percent took off
     * @param maximumDiscount what the maximum took off the rest
     * @param net what is left
     */
    public record Capped(BigDecimal gross, BigDecimal percentDiscount, BigDecimal maximumDiscount, BigDecimal net) {

        /** All that was taken off. */
        public BigDecimal discount() {
            return percentDiscount.add(maximumDiscount);
        }

        /** How it came about. */
        public Calculation calculation() {
            return Calculation.of(Rule.MAXIMUM)
                    .with("gross", gross)
                    .with("percent_discount", percentDiscount)
                    .with("maximum_discount", maximumDiscount)
                    .gives(net);
        }
    }

    /**
     * Holds a maximum.
     *
     * @param gross of the line, zero or more
     * @param discount taken off first
     * @param alreadyBilled of the same period, net
     * @param maximum of the whole period
     */
    public static Capped capped(BigDecimal gross, Percent discount, BigDecimal alreadyBilled, BigDecimal maximum) {
        BigDecimal percentDiscount = discount.of(gross);
        BigDecimal discounted = gross.subtract(percentDiscount);
        BigDecimal room = maximum.subtract(alreadyBilled).max(BigDecimal.ZERO);
        BigDecimal net = discounted.min(room);
        return new Capped(gross, percentDiscount, discounted.subtract(net), net);
    }

    /**
     * What fills a period up to its minimum: nothing when as much was billed.
     *
     * @param minimum of the period, prorated exactly where the period is a part
     * @param billed of the period, the line before it included; as it stands on the lines, so that lines and true-up
     *     together are the minimum to the cent
     * @return exact, zero or more; rounded once, by the line it becomes
     */
    public static Fraction trueUp(Fraction minimum, BigDecimal billed) {
        return minimum.minus(billed).max(Fraction.ZERO);
    }

    /** How what fills a period up came about. */
    public static Calculation trueUpCalculation(Fraction minimum, BigDecimal billed) {
        return Calculation.of(Rule.MINIMUM)
                .with("minimum", minimum.toDecimal())
                .with("billed", billed)
                .gives(trueUp(minimum, billed).toDecimal());
    }
}
