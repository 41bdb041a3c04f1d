package dev.countinghouse.ledger.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;

/**
 * Revenue that was invoiced in advance and is earned day by day. What has been earned is rounded as a whole, never day by
 * day, so that no cent is lost on the way: the last day takes what is left. Source: docs/BILLING.md, revenue.
 *
 * @param amount invoiced, net; below zero for a credit
 * @param days of service, one or more
 */
public record RevenueSchedule(Money amount, long days) {

    public RevenueSchedule {
        if (days < 1) {
            throw new IllegalArgumentException(days + " days of service");
        }
    }

    /**
     * Earned by the end of so many days.
     *
     * @param elapsed days of service that have passed; before the first nothing is earned, after the last all of it
     */
    public Money recognized(long elapsed) {
        long passed = Math.clamp(elapsed, 0, days);
        return Money.halfUp(Fraction.of(passed, days).times(amount.toDecimal()), amount.currency());
    }

    /** Not earned yet. */
    public Money deferred(long elapsed) {
        return amount.minus(recognized(elapsed));
    }

    /**
     * What one day earns: the entry that is posted for it.
     *
     * @param day 1 for the first
     */
    public Money onDay(long day) {
        return recognized(day).minus(recognized(day - 1));
    }
}
