package dev.countinghouse.rating.domain;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds of every list of tiers: bounds rise strictly from zero, and the last one has no end, so no unit falls out. */
final class Tiers {

    private Tiers() {}

    static List<Tier> checked(List<Tier> tiers) {
        if (tiers.isEmpty() || tiers.getLast().upTo() != null) {
            throw new IllegalArgumentException("the last tier has no end");
        }
        requireRising(tiers.stream().map(Tier::upTo).toList());
        return List.copyOf(tiers);
    }

    /** Only the last bound may be missing. */
    static void requireRising(List<@Nullable BigDecimal> bounds) {
        BigDecimal below = BigDecimal.ZERO;
        for (int i = 0; i < bounds.size(); i++) {
            BigDecimal bound = bounds.get(i);
            boolean open = bound == null && i == bounds.size() - 1;
            if (!open && (bound == null || bound.compareTo(below) <= 0)) {
                throw new IllegalArgumentException("tiers rise: " + bound + " after " + below);
            }
            below = bound == null ? below : bound;
        }
    }

    /** Index of the tier that holds a quantity; a bound belongs to the tier it ends. */
    static int holding(List<Tier> tiers, BigDecimal quantity) {
        int i = 0;
        while (tiers.get(i).isBelow(quantity)) {
            i++;
        }
        return i;
    }

    /** Where a tier begins: the bound of the one before it, zero for the first. */
    static BigDecimal startOf(List<Tier> tiers, int index) {
        BigDecimal bound = index == 0 ? BigDecimal.ZERO : tiers.get(index - 1).upTo();
        return bound == null ? BigDecimal.ZERO : bound;
    }
}
