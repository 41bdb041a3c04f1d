package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The days that a subscription runs. Source: docs/BILLING.md, periods, and trials.
 *
 * @param zone whose days they are
 * @param startedOn first day
 * @param endsOn the day after the last; null while there is none
 * @param advanceUntil the end of the period that ran when it was canceled, as it was before, if what is paid for it in advance had fallen
 *     due; null otherwise
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

    /** The last day that it runs, if a day is after it; else that day. */
    public LocalDate lastBy(LocalDate day) {
        return endsOn == null || day.isBefore(endsOn) ? day : endsOn.minusDays(1);
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
    public LocalDate paidUntil(Periods periods, LocalDate today) {
        if (today.isBefore(startedOn)) {
            return startedOn;
        }
        LocalDate paidFrom = trial.paidFrom();
        return today.isBefore(paidFrom)
                ? paidFrom
                : periods.period(periods.indexOf(today)).end();
    }

    /**
     * How far the fees in advance of the period that runs go where it is canceled now, if they have fallen due: a cancellation changes
     * nothing of what was to be paid before it.
     *
     * @param canceledAt when it was canceled before; null for never
     * @return null when it does not run, and in the trial
     */
    public @Nullable LocalDate advanceUntil(Periods periods, @Nullable Instant canceledAt, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        if (!holds(today)) {
            return null;
        }
        ServicePeriod running = clipped(periods.period(periods.indexOf(today)));
        Instant due = trialEndsWithin(running) ? trialEnd() : running.from(zone);
        if (canceledAt != null && !canceledAt.isBefore(due)) {
            return advanceUntil; // of before it was cut
        }
        return trial.paid(running).isEmpty() || due.isAfter(now) ? null : running.end();
    }

    /** The days after its end that fees in advance were due for; null for none. */
    public @Nullable ServicePeriod unused() {
        return endsOn == null || advanceUntil == null || !advanceUntil.isAfter(endsOn)
                ? null
                : new ServicePeriod(endsOn, advanceUntil);
    }

    /**
     * The first period that has neither begun nor been billed; empty when it ends before there is one.
     *
     * @param billedPeriods how many have been billed
     */
    public Optional<ServicePeriod> firstToCome(Periods periods, int billedPeriods, Instant now) {
        return IntStream.iterate(billedPeriods, index -> index + 1)
                .mapToObj(periods::period)
                .filter(period -> period.from(zone).isAfter(now))
                .findFirst()
                .map(this::clipped)
                .filter(period -> !period.isEmpty());
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
