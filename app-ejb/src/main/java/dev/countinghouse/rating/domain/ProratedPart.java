package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import java.math.RoundingMode;

/**
 * A part of a price of units that are there for a share of the period. Its amount is exact; its quantity is only shown.
 *
 * @param part with the quantity that is shown
 * @param units exact, each by its share of the period
 */
public record ProratedPart(RatedPart part, Fraction units) {

    /** Decimals of the quantity that is shown, HALF_UP. */
    private static final int SHOWN = 12;

    /** The same part of other units. */
    static ProratedPart of(RatedPart part, Fraction units) {
        RatedPart shown = new RatedPart(
                part.kind(),
                part.tier(),
                part.from(),
                part.upTo(),
                units.rounded(SHOWN, RoundingMode.HALF_UP),
                part.unitAmount());
        return new ProratedPart(shown, units);
    }

    /** A part that is due in full, as a flat amount is. */
    static ProratedPart whole(RatedPart part) {
        return new ProratedPart(part, Fraction.of(part.quantity()));
    }

    /** The exact amount. */
    public Fraction amount() {
        return units.times(part.unitAmount());
    }

    /** How it came about. */
    public Calculation calculation() {
        Calculation shown = part.calculation();
        return new Calculation(shown.rule(), shown.inputs(), shown.steps(), amount().toDecimal());
    }
}
