package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.rating.domain.ProratedGraduated.Change;
import java.math.BigDecimal;
import java.util.List;

/**
 * Prices of units that come and go within a period, such as seats: each unit costs the share of the period that it is there
 * for. Full units say which tier is due, and its flat amount is due in full. Source: docs/BILLING.md, seats that come and go.
 */
public final class ProratedPrice {

    private ProratedPrice() {}

    /**
     * The parts of a price, at least one.
     *
     * @param price standard, graduated or volume
     * @param changes of the units that are there, in the order of time, beginning at zero
     */
    public static List<ProratedPart> rate(Price price, List<Change> changes) {
        return switch (price) {
            case Price.Standard standard ->
                List.of(ProratedPart.of(standard.rate(BigDecimal.ZERO).getFirst(), prorated(changes)));
            case Price.Graduated graduated ->
                new ProratedGraduated(graduated.tiers(), graduated.flatAtZero()).rate(changes);
            case Price.Volume volume -> volume(volume, changes);
            default -> throw new IllegalArgumentException("no part of a period has a price by " + price.rule());
        };
    }

    /** The units that are there at the end say which tier holds them, as they do where nothing is prorated. */
    private static List<ProratedPart> volume(Price.Volume price, List<Change> changes) {
        BigDecimal level = changes.stream().map(Change::units).reduce(BigDecimal.ZERO, BigDecimal::add);
        Fraction units = level.signum() < 0 ? Fraction.ZERO : prorated(changes).max(Fraction.ZERO);
        return price.rate(level).stream()
                .map(part -> part.flat() ? ProratedPart.whole(part) : ProratedPart.of(part, units))
                .toList();
    }

    private static Fraction prorated(List<Change> changes) {
        return Fraction.sum(changes.stream().map(Change::prorated).toList());
    }
}
