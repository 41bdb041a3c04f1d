package dev.countinghouse.subscription.domain;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;

/**
 * A period in which a subscription changed or ended, cut in two. Source: docs/BILLING.md, changes within a period.
 *
 * @param whole the period as it would have been: what both sides are a share of
 * @param before what of it belongs to the old terms, or was used
 * @param after what of it belongs to the new terms, or was not used
 */
public record PeriodCut(ServicePeriod whole, ServicePeriod before, ServicePeriod after) {

    /**
     * A change to other terms: its day belongs to the new ones. A day outside leaves one side empty.
     *
     * @param day first day of the new terms
     */
    public static PeriodCut change(ServicePeriod period, LocalDate day) {
        return new PeriodCut(period, period.before(day), period.from(day));
    }

    /**
     * The end of a subscription: its last day was used.
     *
     * @param lastDay last day of the subscription
     */
    public static PeriodCut termination(ServicePeriod period, LocalDate lastDay) {
        return change(period, lastDay.plusDays(1));
    }

    /** The share of the period before the cut. */
    public Fraction shareBefore() {
        return before.shareOf(whole);
    }

    /** The share of the period after the cut. */
    public Fraction shareAfter() {
        return after.shareOf(whole);
    }
}
