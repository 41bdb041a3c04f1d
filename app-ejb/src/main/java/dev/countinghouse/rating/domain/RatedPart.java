package dev.countinghouse.rating.domain;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A part of a charge at one unit price: what becomes an invoice line. Its amount is always quantity times unit amount.
 *
 * @param kind what its quantity counts
 * @param tier index of the tier, 0 for the first and for prices without tiers
 * @param from units the part begins after
 * @param upTo units it ends with; null: without end
 * @param quantity how many of what {@code kind} says
 * @param unitAmount price of one in major units
 */
public record RatedPart(
        Kind kind, int tier, BigDecimal from, @Nullable BigDecimal upTo, BigDecimal quantity, BigDecimal unitAmount) {

    /** What a part's quantity counts. */
    public enum Kind {
        /** Units used, each at the unit price. */
        UNITS,
        /** Packages or blocks begun, each at its price. */
        PACKAGES,
        /** A tier's flat amount: its quantity is 1 and no usage. */
        FLAT,
        /** Money that a rate is taken of; the unit amount is the rate, 0.0299 for 2.99 %. */
        RATE,
        /** Transactions that cost a fixed fee each. */
        FEES,
        /** What a transaction's minimum and maximum add and take off, in sum; its quantity is 1. */
        TRANSACTION_LIMITS,
        /** The amounts that came with the events, in sum; its quantity is 1. */
        AMOUNTS
    }

    /** The part of usage whose amounts came with its events. */
    public static RatedPart amounts(BigDecimal sum) {
        return untiered(Kind.AMOUNTS, BigDecimal.ONE, sum);
    }

    /** A part of a price without tiers. */
    static RatedPart untiered(Kind kind, BigDecimal quantity, BigDecimal unitAmount) {
        return new RatedPart(kind, 0, BigDecimal.ZERO, null, quantity, unitAmount);
    }

    /** Whether it is a tier's flat amount. */
    public boolean flat() {
        return kind == Kind.FLAT;
    }

    /** The exact amount, not rounded. */
    public BigDecimal amount() {
        return quantity.multiply(unitAmount);
    }

    /** How it came about: what is kept with the line it becomes, once it is {@linkplain Calculation#rounded rounded}. */
    public Calculation calculation() {
        Calculation.Builder builder = Calculation.of(flat() ? Rule.FLAT_AMOUNT : Rule.UNITS_TIMES_PRICE)
                .with("tier", BigDecimal.valueOf(tier))
                .with("from", from);
        if (upTo != null) {
            builder.with("up_to", upTo);
        }
        return builder.with("quantity", quantity)
                .with("unit_amount", unitAmount)
                .gives(amount());
    }
}
