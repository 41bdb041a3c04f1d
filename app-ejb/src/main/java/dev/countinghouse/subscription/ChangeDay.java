package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.time.BillingCycle;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A day to come on which a subscription is to change. Pure. Source: docs/BILLING.md, at a date.
 *
 * @param at when it is done: after all that falls due by the beginning of the day; where a period begins with it, in the last moment
 *     before, so that the period is billed by what is new
 * @param beginsPeriod whether a period of the cycle begins with it
 * @param version of the subscription that was looked at
 */
public record ChangeDay(LocalDate day, Instant at, boolean beginsPeriod, int version) {

    /** How far ahead: what is shown of it is billed until then. */
    private static final int AHEAD_MAX = 366;

    /**
     * The day of a change.
     *
     * @throws BillingException VALIDATION_FAILED for a day that is not to come, more than a year ahead, or on which it does not run; CONFLICT
     *     when it has ended
     */
    static ChangeDay of(Subscription subscription, BillingCycle cycle, LocalDate day, Instant now) {
        requireToCome("date", subscription, day, now);
        boolean begins = cycle.period(cycle.indexOf(day)).start().equals(day);
        Instant beginning = subscription.beginOf(day);
        Instant at = begins ? beginning.minus(1, ChronoUnit.MICROS) : beginning;
        if (!at.isAfter(now)) { // in that last moment
            throw notToCome("date", LocalDate.ofInstant(now, subscription.zone()));
        }
        return new ChangeDay(day, at, begins, subscription.version());
    }

    /**
     * Looks at a day that is to come for a subscription.
     *
     * @param field that names it
     * @throws BillingException as {@link #of}
     */
    static void requireToCome(String field, Subscription subscription, LocalDate day, Instant now) {
        if (subscription.nextBillingAt() == null) {
            throw new BillingException(ProblemType.CONFLICT, "The subscription has ended");
        }
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        if (!subscription.beginOf(day).isAfter(now) || !day.isAfter(today)) {
            throw notToCome(field, today);
        }
        if (day.isBefore(subscription.startedOn())) {
            throw BillingException.invalid(field, "not_begun", "is before its first day, " + subscription.startedOn());
        }
        if (subscription.endsBy(day)) {
            throw BillingException.invalid(field, "after_end", "is not before its end");
        }
        LocalDate latest = today.plusDays(AHEAD_MAX);
        if (day.isAfter(latest)) {
            throw BillingException.invalid(field, "out_of_range", "must not be after " + latest);
        }
    }

    private static BillingException notToCome(String field, LocalDate today) {
        return BillingException.invalid(field, "not_to_come", "must be after today, " + today);
    }
}
