package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.rating.domain.RatedPart.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A graduated price of a level that changes within the period, such as seats: full units say which tier a change falls
 * into, prorated units say what it costs. Units that are removed are those added last. A tier's flat amount is due in full
 * once the level reached it. Source: docs/BILLING.md, charge models.
 *
 * @param tiers rising strictly, the last without end
 * @param flatAtZero whether the first tier's flat amount is due also where there never was a unit
 */
public record ProratedGraduated(List<Tier> tiers, boolean flatAtZero) {

    public ProratedGraduated {
        tiers = Tiers.checked(tiers);
    }

    /** The first tier's flat amount is always due. */
    public ProratedGraduated(List<Tier> tiers) {
        this(tiers, true);
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

        /** The share of the period that is left. */
        private Fraction share() {
            return prorated.dividedBy(Fraction.of(units));
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
        return Fraction.sum(rate(changes).stream().map(ProratedPart::amount).toList());
    }

    /**
     * The parts of the amount, in the order of the tiers that the level reached; at least one, so that no usage is a visible
     * line too.
     *
     * @param changes in the order of time, beginning at a level of zero
     */
    public List<ProratedPart> rate(List<Change> changes) {
        List<Fraction> units = new ArrayList<>(Collections.nCopies(tiers.size(), Fraction.ZERO));
        BigDecimal level = BigDecimal.ZERO;
        BigDecimal peak = BigDecimal.ZERO;
        for (Change change : changes) {
            for (Stretch stretch : stretches(level, level.add(change.units()))) {
                units.set(
                        stretch.tier(),
                        units.get(stretch.tier()).plus(change.share().times(stretch.units())));
            }
            level = level.add(change.units());
            peak = peak.max(level);
        }
        if (level.signum() < 0) {
            return List.of(units(0, Fraction.ZERO));
        }
        boolean credit = cost(units).signum() < 0;
        List<ProratedPart> parts = new ArrayList<>();
        for (int i = 0; i <= Tiers.holding(tiers, peak); i++) {
            parts.add(units(i, credit ? Fraction.ZERO : units.get(i)));
            if (flat(i, peak).signum() != 0) {
                parts.add(ProratedPart.whole(part(Kind.FLAT, i, BigDecimal.ONE, flat(i, peak))));
            }
        }
        return parts;
    }

    private ProratedPart units(int tier, Fraction units) {
        return ProratedPart.of(
                part(Kind.UNITS, tier, BigDecimal.ZERO, tiers.get(tier).unitAmount()), units);
    }

    private RatedPart part(Kind kind, int tier, BigDecimal quantity, BigDecimal unitAmount) {
        return new RatedPart(
                kind, tier, Tiers.startOf(tiers, tier), tiers.get(tier).upTo(), quantity, unitAmount);
    }

    private Fraction cost(List<Fraction> units) {
        Fraction cost = Fraction.ZERO;
        for (int i = 0; i < units.size(); i++) {
            cost = cost.plus(units.get(i).times(tiers.get(i).unitAmount()));
        }
        return cost;
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
        Fraction cost = Fraction.ZERO;
        for (Stretch stretch : stretches(level, level.add(change.units()))) {
            BigDecimal full = stretch.units().multiply(tiers.get(stretch.tier()).unitAmount());
            cost = cost.plus(change.share().times(full));
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
            flats = flats.add(flat(i, peak));
        }
        return flats;
    }

    private BigDecimal flat(int tier, BigDecimal peak) {
        return flatAtZero || peak.signum() > 0 ? tiers.get(tier).flatAmount() : BigDecimal.ZERO;
    }
}
