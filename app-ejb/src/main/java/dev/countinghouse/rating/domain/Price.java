package dev.countinghouse.rating.domain;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** How a quantity becomes exact amounts. Rounding is not its business. Source: docs/BILLING.md, charge models. */
public sealed interface Price {

    /**
     * The parts of a quantity, in the order of their tiers; at least one, so that no usage is a visible line too.
     *
     * @param quantity zero or more units
     */
    List<RatedPart> rate(BigDecimal quantity);

    /** The exact sum of the parts. */
    default BigDecimal amountFor(BigDecimal quantity) {
        return rate(quantity).stream().map(RatedPart::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Each unit costs the same. */
    record Standard(BigDecimal unitAmount) implements Price {
        @Override
        public List<RatedPart> rate(BigDecimal quantity) {
            return List.of(new RatedPart(0, false, BigDecimal.ZERO, null, quantity, unitAmount));
        }
    }

    /**
     * Each unit costs what its own tier says; a tier's flat amount is due once the tier is entered, the first one's
     * always.
     *
     * @param tiers rising strictly, the last without end; half-open: {@code (from, upTo]}
     */
    record Graduated(List<Tier> tiers) implements Price {

        public Graduated {
            tiers = List.copyOf(tiers);
            if (tiers.isEmpty() || tiers.getLast().upTo() != null) {
                throw new IllegalArgumentException("the last tier has no end");
            }
        }

        @Override
        public List<RatedPart> rate(BigDecimal quantity) {
            List<RatedPart> parts = new ArrayList<>();
            BigDecimal from = BigDecimal.ZERO;
            for (int i = 0; i < tiers.size(); i++) {
                Tier tier = tiers.get(i);
                if (i > 0 && quantity.compareTo(from) <= 0) {
                    break;
                }
                BigDecimal end = tier.upTo() == null ? quantity : quantity.min(tier.upTo());
                parts.add(new RatedPart(i, false, from, tier.upTo(), end.subtract(from), tier.unitAmount()));
                if (tier.flatAmount().signum() != 0) {
                    parts.add(new RatedPart(i, true, from, tier.upTo(), BigDecimal.ONE, tier.flatAmount()));
                }
                from = end;
            }
            return List.copyOf(parts);
        }
    }
}
