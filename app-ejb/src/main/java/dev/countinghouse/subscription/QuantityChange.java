package dev.countinghouse.subscription;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.SubscriptionChange.ChangeAt;
import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Proration;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a change of quantity becomes one of a subscription's, and what refuses it. Pure. Source: docs/BILLING.md, another quantity.
 *
 * @param agreed the quantities that there are
 * @param periods of the subscription
 */
record QuantityChange(Subscription subscription, Quantities agreed, Periods periods) {

    /**
     * The change.
     *
     * @throws BillingException CONFLICT when it has ended or another change is planned; VALIDATION_FAILED when there is no such time
     *     in it or the quantity is what it is
     */
    Quantities.Change of(SubscriptionChange wanted, Instant now) {
        if (subscription.nextBillingAt() == null) {
            throw ended();
        }
        PauseKind pause = subscription.pause();
        if (pause != null && !pause.isBilled()) {
            throw new BillingException(ProblemType.CONFLICT, "It is paused: resume it first");
        }
        LocalDate today = today(now);
        Quantities.Change pending = pending(now);
        if (pending != null) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "Its quantity is to be %d from %s on: take that back first"
                            .formatted(pending.quantity(), pending.from()));
        }
        int quantity = Objects.requireNonNull(wanted.quantity());
        if (agreed.on(today) == quantity) {
            throw BillingException.invalid("quantity", "unchanged", "is the quantity that it has");
        }
        if (wanted.at() == ChangeAt.PERIOD_END) {
            return atPeriodEnd(quantity, now);
        }
        return wanted.plan() == null ? withinPeriod(quantity, wanted.prorated(), now) : withPlan(quantity, now);
    }

    private Quantities.Change withinPeriod(int quantity, Proration proration, Instant now) {
        LocalDate today = today(now);
        if (proration == Proration.AT_ONCE && isBehind(now)) {
            throw new BillingException(
                    ProblemType.CONFLICT, "Its invoice of before is not finalized yet: at once is when it is");
        }
        if (subscription.startsAt().isAfter(now)) {
            throw BillingException.invalid(
                    "at", "not_begun", "is before its first day; period_end changes it from that day on");
        }
        ServicePeriod period = Objects.requireNonNull(NextBoundary.during(subscription, now, periods)
                .orElseThrow(QuantityChange::ended)
                .ended());
        return new Quantities.Change(agreed.nextPlace(), quantity, today, period.end(), proration);
    }

    /** Of the period that another plan begins today. */
    private Quantities.Change withPlan(int quantity, Instant now) {
        return new Quantities.Change(agreed.nextPlace(), quantity, today(now), null, Proration.NONE);
    }

    /** Whether what fell due is not billed yet: a run is about to, it is a draft, or the subscription is parked. */
    private boolean isBehind(Instant now) {
        return !Objects.requireNonNull(subscription.nextBillingAt()).isAfter(now);
    }

    private Quantities.Change atPeriodEnd(int quantity, Instant now) {
        ServicePeriod first = NextBoundary.firstToCome(subscription, periods, now)
                .orElseThrow(() -> BillingException.invalid("at", "ends_before", "ends before another period begins"));
        return new Quantities.Change(agreed.nextPlace(), quantity, first.start(), null, Proration.NONE);
    }

    /** What takes the planned change back: from its day on the quantity stays what it is. */
    Quantities.Change withdrawal(Instant now) {
        Quantities.Change pending = pending(now);
        if (pending == null) {
            throw new BillingException(ProblemType.CONFLICT, "No change is planned");
        }
        return new Quantities.Change(agreed.nextPlace(), agreed.on(today(now)), pending.from(), null, Proration.NONE);
    }

    /** Whether a quantity is what there is, and stays so. */
    boolean holds(int quantity, Instant now) {
        return pending(now) == null && agreed.on(today(now)) == quantity;
    }

    /** The planned change; null for none, and for one that the subscription ends before. */
    Quantities.@Nullable Change pending(Instant now) {
        Quantities.Change pending = agreed.pendingOn(today(now));
        return pending == null || subscription.endsBy(pending.from()) ? null : pending;
    }

    private LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, subscription.zone());
    }

    private static BillingException ended() {
        return new BillingException(ProblemType.CONFLICT, "The subscription has ended");
    }
}
