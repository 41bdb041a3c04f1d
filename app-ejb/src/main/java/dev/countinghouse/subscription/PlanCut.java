package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** Where a subscription that takes another plan today cuts the period that runs, and what refuses it. Pure. Source: docs/BILLING.md, another plan. */
final class PlanCut {

    private PlanCut() {}

    /**
     * The cut of today.
     *
     * @param agreed the quantities that there are
     * @throws BillingException CONFLICT while it is behind with its invoices, parked, canceled, or its quantity was changed today;
     *     VALIDATION_FAILED before its first day and on the first day of a period
     */
    static Periods.Cut of(Subscription subscription, Periods periods, Quantities agreed, Instant now) {
        requireRunning(subscription, now);
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        DueBilling running = NextBoundary.during(subscription, now, periods)
                .orElseThrow(() -> new BillingException(ProblemType.CONFLICT, "The subscription has ended"));
        ServicePeriod period = Objects.requireNonNull(running.ended());
        ServicePeriod paid = running.paid(period);
        if (today.equals(period.start()) || today.equals(paid.start())) {
            throw BillingException.invalid(
                    "at",
                    "first_day",
                    "is the first day of what was billed: another plan is taken tomorrow, or at period_end");
        }
        if (agreed.changedWithinPeriodOn(today)) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "Its quantity was changed today: another plan is taken tomorrow, or at period_end");
        }
        boolean isPaid = today.isAfter(paid.start());
        return new Periods.Cut(today, isPaid ? period.end() : null);
    }

    private static void requireRunning(Subscription subscription, Instant now) {
        if (subscription.startsAt().isAfter(now)) {
            throw BillingException.invalid(
                    "at", "not_begun", "is before its first day; period_end changes it from that day on");
        }
        if (subscription.canceledAt() != null) {
            throw new BillingException(ProblemType.CONFLICT, "It is canceled, and keeps its plan until its end");
        }
        Instant next = subscription.nextBillingAt();
        if (subscription.isParked() || (next != null && !next.isAfter(now))) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "Its invoice of before is not finalized yet: another plan is taken when it is");
        }
    }
}
