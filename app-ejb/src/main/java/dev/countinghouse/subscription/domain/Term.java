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
 * @param advanceUntil the end of the period that ran when it was canceled, as it was before, if what is paid for it in advance had fallen
 *     due and was not billed; null otherwise
 * @param trial days at its beginning whose fees are free
 */
public record Term(
        ZoneId zone,
        LocalDate startedOn,
        @Nullable LocalDate endsOn,
        @Nullable LocalDate advanceUntil,
        Trial trial) {

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

    /** What of a period is paid in advance: for as long as it was to be when that fell due. Empty when it lies in the trial. */
    public ServicePeriod inAdvance(ServicePeriod period) {
        if (advanceUntil != null && advanceUntil.isAfter(period.start()) && !advanceUntil.isAfter(period.end())) {
            return trial.paid(period.before(advanceUntil));
        }
        return trial.paid(clipped(period));
    }

    /** Whether what was paid in advance for a period goes as far as it was to, also if it was canceled since. */
    public boolean keepsEndOf(ServicePeriod inAdvance) {
        return inAdvance.end().equals(advanceUntil);
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

    /**
     * How far the fees in advance of the period that runs go where it is canceled now, if they have fallen due and are not billed yet: a
     * cancellation changes nothing of what was to be paid before it.
     *
     * @param unbilled the first boundary that is not billed
     * @return null when it does not run, in the trial, and when they are billed
     */
    public @Nullable LocalDate advanceUntil(BillingCycle cycle, Instant unbilled, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (!holds(today)) {
            return null;
        }
        if (advanceUntil != null && advanceUntil.isAfter(today)) { // canceled before
            return advanceUntil;
        }
        ServicePeriod running = clipped(cycle.period(cycle.indexOf(today)));
        Instant due = trialEndsWithin(running) ? trialEnd() : running.from(zone);
        boolean isPaid = !trial.paid(running).isEmpty();
        return isPaid && !due.isAfter(now) && !unbilled.isAfter(due) ? running.end() : null;
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
