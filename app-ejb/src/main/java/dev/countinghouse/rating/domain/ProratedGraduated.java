package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A graduated price of a level that changes within the period, such as seats: full units say which tier a change falls
 * into, prorated units say what it costs. Units that are removed are those added last. A tier's flat amount is due in full
 * once the level reached it. Source: docs/BILLING.md, charge models.
 *
 * @param tiers rising strictly, the last without end
 */
public record ProratedGraduated(List<Tier> tiers) {

    public ProratedGraduated {
        tiers = Tiers.checked(tiers);
    }

    /**
     * A change of the level, in the order of time.
     *
     * @param units added, or removed when below zero; not zero
     * @param prorated the same units times the share of the period that is left, with the same sign
     */
    public record Change(BigDecimal units, Fraction prorated) {

        public Change {
            if (units.signum() == 0) {
                throw new IllegalArgumentException("a change of no units");
            }
        }
    }

    /** A stretch of units within one tier. */
    private record Stretch(int tier, BigDecimal units) {}

    /**
     * The exact amount. The prorated units never cost less than nothing; where more was removed than there was, nothing is
     * due at all.
     *
     * @param changes in the order of time, beginning at a level of zero
     */
    public Fraction amountFor(List<Change> changes) {
        BigDecimal level = BigDecimal.ZERO;
        BigDecimal peak = BigDecimal.ZERO;
        Fraction usage = Fraction.ZERO;
        for (Change change : changes) {
            usage = usage.plus(cost(level, change));
            level = level.add(change.units());
            peak = peak.max(level);
        }
        return level.signum() < 0 ? Fraction.ZERO : usage.max(Fraction.ZERO).plus(flats(peak));
    }

    /** How the amount comes about, change by change; flat amounts at the end. */
    public Calculation calculation(List<Change> changes) {
        Calculation.Builder builder = Calculation.of(Rule.PRORATED_GRADUATED);
        BigDecimal level = BigDecimal.ZERO;
        BigDecimal peak = BigDecimal.ZERO;
        for (Change change : changes) {
            builder.step(Calculation.of(Rule.CHANGE)
                    .with("level", level)
                    .with("units", change.units())
                    .with("prorated_units", change.prorated().toDecimal())
                    .gives(cost(level, change).toDecimal()));
            level = level.add(change.units());
            peak = peak.max(level);
        }
        builder.step(Calculation.of(Rule.FLAT_AMOUNT).with("peak", peak).gives(flats(peak)));
        return builder.gives(amountFor(changes).toDecimal());
    }

    private Fraction cost(BigDecimal level, Change change) {
        Fraction share = change.prorated().dividedBy(Fraction.of(change.units()));
        Fraction cost = Fraction.ZERO;
        for (Stretch stretch : stretches(level, level.add(change.units()))) {
            BigDecimal full = stretch.units().multiply(tiers.get(stretch.tier()).unitAmount());
            cost = cost.plus(share.times(full));
        }
        return cost;
    }

    /** The tiers between two levels, with units of the sign of the change; below zero the first tier goes on. */
    private List<Stretch> stretches(BigDecimal from, BigDecimal to) {
        BigDecimal low = from.min(to);
        BigDecimal high = from.max(to);
        boolean added = to.compareTo(from) > 0;
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            BigDecimal start = i == 0 ? low : low.max(Tiers.startOf(tiers, i));
            BigDecimal bound = tiers.get(i).upTo();
            BigDecimal end = bound == null ? high : high.min(bound);
            if (end.compareTo(start) > 0) {
                BigDecimal units = end.subtract(start);
                stretches.add(new Stretch(i, added ? units : units.negate()));
            }
        }
        return stretches;
    }

    private BigDecimal flats(BigDecimal peak) {
        BigDecimal flats = BigDecimal.ZERO;
        for (int i = 0; i <= Tiers.holding(tiers, peak); i++) {
            flats = flats.add(tiers.get(i).flatAmount());
        }
        return flats;
    }
}
