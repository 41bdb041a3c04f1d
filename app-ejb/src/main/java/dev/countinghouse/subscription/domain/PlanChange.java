package dev.countinghouse.subscription.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * What a change in the middle of a period that was paid in advance costs: the unused part of the old fee back, the same part
 * of the new one charged. Both are lines, rounded each for itself; the printed lines are law, so the net is their sum.
 * Source: docs/BILLING.md, changes within a period.
 *
 * @param credit zero or below: the unused part of the old fee
 * @param charge the same part of the new fee
 */
public record PlanChange(Money credit, Money charge) {

    /**
     * A change of price.
     *
     * @param oldFee of the whole period, in major units
     * @param newFee of the whole period, in major units
     * @param left share of the period that is left, the day of the change included
     */
    public static PlanChange of(BigDecimal oldFee, BigDecimal newFee, Fraction left, Currency currency) {
        return new PlanChange(
                Money.halfUp(left.times(oldFee).negated(), currency), Money.halfUp(left.times(newFee), currency));
    }

    /**
     * A change of quantity at one price: one line over the difference, charged when it grows, credited when it shrinks.
     *
     * @param unitFee of one for the whole period, in major units
     * @param more by how many it grows; below zero when it shrinks
     */
    public static Money ofQuantity(BigDecimal unitFee, BigDecimal more, Fraction left, Currency currency) {
        return Money.halfUp(left.times(unitFee.multiply(more)), currency);
    }

    /** What is to be paid, or given back when below zero. */
    public Money net() {
        return credit.plus(charge);
    }

    /** What is left for the customer when more is given back than charged; zero when not. */
    public Money toCredit() {
        return net().negated().orZero();
    }
}
