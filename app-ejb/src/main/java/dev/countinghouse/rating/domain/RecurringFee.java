package dev.countinghouse.rating.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;

/**
 * A fee for a period, or for its part: price times quantity times the share of the period, by real days. Source:
 * docs/BILLING.md, recurring fees and proration.
 *
 * @param unitAmount price of one for a whole period, in major units
 * @param quantity how many, such as seats
 * @param share of the period, 0 to 1; the whole where the fee is not prorated
 */
public record RecurringFee(BigDecimal unitAmount, BigDecimal quantity, Fraction share) {

    /** A fee that is never prorated: one that is due once, or a charge that is always whole. */
    public static RecurringFee whole(BigDecimal unitAmount, BigDecimal quantity) {
        return new RecurringFee(unitAmount, quantity, Fraction.ONE);
    }

    /** A single one, for a share of its period. */
    public static RecurringFee of(BigDecimal unitAmount, Fraction share) {
        return new RecurringFee(unitAmount, BigDecimal.ONE, share);
    }

    /** The exact amount. */
    public Fraction amount() {
        return share.times(unitAmount.multiply(quantity));
    }

    /** The quantity, prorated too: what the unit amount is multiplied by. */
    public Fraction proratedQuantity() {
        return share.times(quantity);
    }

    /** How it came about. */
    public Calculation calculation() {
        return Calculation.of(Rule.PRORATION)
                .with("unit_amount", unitAmount)
                .with("quantity", quantity)
                .with("parts", new BigDecimal(share.numerator()))
                .with("parts_in_period", new BigDecimal(share.denominator()))
                .gives(amount().toDecimal());
    }
}
