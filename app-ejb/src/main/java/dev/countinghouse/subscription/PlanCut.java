package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/** Where a subscription that takes another plan today, or is paused, cuts the period that runs, and what refuses it. Pure. Source: docs/BILLING.md, another plan. */
final class PlanCut {

    private PlanCut() {}

    /**
     * The cut of today.
     *
     * @param agreed the quantities that there are
     * @throws BillingException CONFLICT while it is behind with its invoices, parked or canceled, before its first day, on the first day of
     *     a period, and where its quantity was changed today
     */
    static Periods.Cut of(Subscription subscription, Periods periods, Quantities agreed, Instant now) {
        requireBegun(subscription, now);
        requireUpToDate(subscription, now);
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        DueBilling running = NextBoundary.during(subscription, now, periods)
                .orElseThrow(() -> refused("The subscription has ended"));
        ServicePeriod period = Objects.requireNonNull(running.ended());
        ServicePeriod paid = running.paid(period);
        if (today.equals(period.start()) || today.equals(paid.start())) {
            throw refused("Today is the first day of what was billed: it can be done tomorrow");
        }
        if (agreed.changedWithinPeriodOn(today)) {
            throw refused("Its quantity was changed today: it can be done tomorrow");
        }
        boolean isPaid = today.isAfter(paid.start());
        return new Periods.Cut(today, isPaid ? period.end() : null);
    }

    /** @throws BillingException CONFLICT before its first day, when it is canceled and when it has ended */
    static void requireBegun(Subscription subscription, Instant now) {
        if (subscription.startsAt().isAfter(now)) {
            throw refused("The subscription has not begun");
        }
        requireFirstPayment(subscription);
        if (subscription.canceledAt() != null) {
            throw refused("It is canceled, and stays as it is until its end");
        }
        if (subscription.nextBillingAt() == null) {
            throw refused("The subscription has ended");
        }
    }

    /** @throws BillingException CONFLICT while it waits for its first payment */
    static void requireFirstPayment(Subscription subscription) {
        if (subscription.status() == SubscriptionStatus.INCOMPLETE) {
            throw refused("It waits for the payment of its first invoice: without that it ends by itself");
        }
    }

    /** @throws BillingException CONFLICT while it is behind with its invoices, or parked */
    static void requireUpToDate(Subscription subscription, Instant now) {
        Instant next = subscription.nextBillingAt();
        if (subscription.isParked() || (next != null && !next.isAfter(now))) {
            throw refused("Its invoice of before is not finalized yet: it can be done when it is");
        }
    }

    private static BillingException refused(String why) {
        return new BillingException(ProblemType.CONFLICT, why);
    }
}
