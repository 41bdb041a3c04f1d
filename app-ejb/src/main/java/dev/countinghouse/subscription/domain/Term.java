package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The days that a subscription runs. Source: docs/BILLING.md, periods, and trials.
 *
 * @param zone whose days they are
 * @param startedOn first day
 * @param endsOn the day after the last; null while there is none
 * @param trial days at its beginning whose fees are free
 */
public record Term(
        ZoneId zone, LocalDate startedOn, @Nullable LocalDate endsOn, Trial trial) {

    /** Whether it runs on a day. */
    public boolean holds(LocalDate day) {
        return !day.isBefore(startedOn) && (endsOn == null || day.isBefore(endsOn));
    }

    /** What of a period lies before its end; empty at the end when nothing does. */
    public ServicePeriod clipped(ServicePeriod period) {
        if (endsOn == null) {
            return period;
        }
        return period.start().isAfter(endsOn) ? new ServicePeriod(endsOn, endsOn) : period.before(endsOn);
    }

    /** Until which day fees are paid on a day: before it begins, its beginning; in the trial, the end of that. */
    public LocalDate paidUntil(BillingCycle cycle, LocalDate today) {
        if (today.isBefore(startedOn)) {
            return startedOn;
        }
        LocalDate paidFrom = trial.paidFrom();
        return today.isBefore(paidFrom)
                ? paidFrom
                : cycle.period(cycle.indexOf(today)).end();
    }

    /** The instant that a day begins at. */
    public Instant beginOf(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    /** When its fees begin to be due; its beginning without a trial. */
    public Instant trialEnd() {
        return beginOf(trial.paidFrom());
    }

    /** By instants: where a whole day was skipped by the zone, two days begin at one. */
    public boolean trialEndsWithin(ServicePeriod period) {
        Instant end = trialEnd();
        return end.isAfter(period.from(zone)) && end.isBefore(period.to(zone));
    }
}
