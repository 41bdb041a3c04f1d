package dev.countinghouse.subscription;

import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Term;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What falls due at a boundary of a subscription's periods. Pure. */
final class NextBoundary {

    private NextBoundary() {}

    /**
     * What falls due at the next boundary: the period that begins there and the one that ended. The end of a trial within a
     * period is a boundary too: from there the rest of the period is billed in advance.
     */
    static DueBilling of(Subscription subscription, Periods periods) {
        Instant at = Objects.requireNonNull(subscription.dueAt(), "nothing is due");
        Term term = subscription.term();
        int next = subscription.billedPeriods();
        if (isEndOfTrial(subscription, periods)) {
            ServicePeriod rest = inAdvance(term, periods, next - 1);
            return new DueBilling(
                    subscription.id(),
                    subscription.customerId(),
                    subscription.zone(),
                    at,
                    null,
                    null,
                    rest,
                    periods.wholePeriod(next - 1),
                    null,
                    false,
                    term.trial());
        }
        ServicePeriod begins = term.clipped(periods.period(next));
        ServicePeriod paid = inAdvance(term, periods, next);
        boolean later = paid.isEmpty() || term.trialEndsWithin(begins);
        return after(next - 1, subscription, at, later ? begins.before(begins.start()) : paid, periods);
    }

    /** The period that holds an instant, as if it ended, dated by the instant; empty when the subscription does not run then. */
    static Optional<DueBilling> during(Subscription subscription, Instant instant, Periods periods) {
        LocalDate day = LocalDate.ofInstant(instant, subscription.zone());
        Term term = subscription.term();
        if (!term.holds(day) || hasNeverBegun(subscription)) {
            return Optional.empty();
        }
        int index = periods.indexOf(day);
        return Optional.of(after(index, subscription, instant, term.clipped(periods.period(index + 1)), periods));
    }

    /** One whose first invoice was not paid in time has: there are lines of its period, void or credited, to explain and to prove. */
    private static boolean hasNeverBegun(Subscription subscription) {
        return subscription.status() == SubscriptionStatus.ENDED && subscription.billedPeriods() == 0;
    }

    /** Whether the next boundary is the end of a trial within the period that runs. */
    static boolean isEndOfTrial(Subscription subscription, Periods periods) {
        Term term = subscription.term();
        int billed = subscription.billedPeriods();
        return billed > 0
                && term.trialEnd().equals(subscription.nextBillingAt())
                && term.trialEndsWithin(term.clipped(periods.period(billed - 1)));
    }

    /** The first period that has neither begun nor been billed; empty when it ends before there is one. */
    static Optional<ServicePeriod> firstToCome(Subscription subscription, Periods periods, Instant now) {
        return subscription.nextBillingAt() == null
                ? Optional.empty()
                : subscription.term().firstToCome(periods, subscription.billedPeriods(), now);
    }

    /** Whether the boundary at the beginning of a period has been billed, and the one at its end not yet. */
    static boolean isToBill(Subscription subscription, ServicePeriod period) {
        Instant next = subscription.nextBillingAt();
        ZoneId zone = subscription.zone();
        return next != null && next.isAfter(period.from(zone)) && !next.isAfter(period.to(zone));
    }

    /** What of a period is paid in advance; of one that was cut, what had been paid by then. */
    private static ServicePeriod inAdvance(Term term, Periods periods, int index) {
        ServicePeriod period = periods.period(index);
        LocalDate paidUntil = periods.paidUntil(index);
        return paidUntil == null
                ? term.inAdvance(period)
                : term.trial().paid(new ServicePeriod(period.start(), paidUntil));
    }

    /** The boundary after a period, before the first of which is the beginning. */
    private static DueBilling after(
            int last, Subscription subscription, Instant at, ServicePeriod begun, Periods periods) {
        Term term = subscription.term();
        return new DueBilling(
                subscription.id(),
                subscription.customerId(),
                subscription.zone(),
                at,
                last < 0 ? null : term.clipped(periods.period(last)),
                last < 0 ? null : periods.wholePeriod(last),
                begun,
                periods.wholePeriod(last + 1),
                last < 0 ? null : unused(subscription, periods, last),
                subscription.ending().skipsFinalUsage() && last >= 0 && isLast(term, periods, last),
                term.trial());
    }

    private static boolean isLast(Term term, Periods periods, int index) {
        return term.endsOn() != null && !periods.period(index).end().isBefore(term.endsOn());
    }

    /** The days after a period that were paid with it and are given back: where it was cut, or the subscription ended and says so. */
    private static @Nullable ServicePeriod unused(Subscription subscription, Periods periods, int index) {
        LocalDate end = periods.period(index).end();
        LocalDate paidUntil = periods.paidUntil(index);
        if (paidUntil != null) {
            return new ServicePeriod(end, paidUntil);
        }
        Term term = subscription.term();
        return isLast(term, periods, index) && subscription.ending().creditsUnused() ? term.unused() : null;
    }
}
