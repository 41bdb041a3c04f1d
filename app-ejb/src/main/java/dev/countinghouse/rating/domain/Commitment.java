package dev.countinghouse.rating.domain;

import java.math.BigDecimal;

/**
 * What a customer commits to spend in every window, such as an hour or a day: usage beyond it costs more by a factor, and
 * where the true-up is on, usage below it costs the whole commitment. Source: docs/BILLING.md, commitments.
 *
 * @param amount of one window, in major units, zero or more
 * @param overageFactor what the cost above the commitment is multiplied by, zero or more
 * @param trueUp whether a window that stays below costs the commitment all the same
 */
public record Commitment(BigDecimal amount, BigDecimal overageFactor, boolean trueUp) {

    public Commitment {
        if (amount.signum() < 0 || overageFactor.signum() < 0) {
            throw new IllegalArgumentException("a commitment of " + amount + " with overage times " + overageFactor);
        }
    }

    /** A commitment in units: it is worth what they cost. */
    public static Commitment ofUnits(
            BigDecimal units, BigDecimal unitAmount, BigDecimal overageFactor, boolean trueUp) {
        return new Commitment(units.multiply(unitAmount), overageFactor, trueUp);
    }

    /**
     * What a window costs: always the sum of the three.
     *
     * @param utilized of the commitment
     * @param overage cost above it, times the factor
     * @param trueUp what fills it up
     */
    public record Charge(BigDecimal utilized, BigDecimal overage, BigDecimal trueUp) {

        /** Nothing. */
        public static final Charge NONE = new Charge(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        public BigDecimal total() {
            return utilized.add(overage).add(trueUp);
        }

        /** Both windows together. */
        public Charge plus(Charge other) {
            return new Charge(utilized.add(other.utilized), overage.add(other.overage), trueUp.add(other.trueUp));
        }

        /** How it came about. */
        public Calculation calculation() {
            return Calculation.of(Rule.COMMITMENT)
                    .with("utilized", utilized)
                    .with("overage", overage)
                    .with("true_up", trueUp)
                    .gives(total());
        }
    }

    /**
     * What one window costs.
     *
     * @param cost of the window's usage at its price, zero or more
     */
    public Charge charge(BigDecimal cost) {
        if (cost.compareTo(amount) >= 0) {
            BigDecimal above = cost.subtract(amount).multiply(overageFactor);
            return new Charge(amount, above, BigDecimal.ZERO);
        }
        return new Charge(cost, BigDecimal.ZERO, trueUp ? amount.subtract(cost) : BigDecimal.ZERO);
    }
}
