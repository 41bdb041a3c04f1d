package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.domain.PauseKind;
import dev.countinghouse.subscription.domain.Periods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Pauses of subscriptions, for those who bill them. Joins their transaction, after its {@linkplain DueSubscriptions#awaitTurn turn} had
 * come. A pause is an item that nothing is billed of: from its first day on until the next item's.
 */
@ApplicationScoped
public class SubscriptionPauses {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    QuantityRepository quantities;

    @Inject
    PlanMoveRepository rows;

    @Inject
    Catalog catalog;

    /**
     * Pauses a subscription from today on.
     *
     * @param now which day that is
     * @return whether a boundary fell due by it, that ends what is billed
     * @throws BillingException NOT_FOUND; CONFLICT when it is paused, has ended or moves to another plan; and as {@link PlanCut#of}
     */
    public boolean pause(UUID id, PauseKind kind, Instant now) {
        Subscription subscription = subscriptions.require(id);
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        PlanCut.requireBegun(subscription, now);
        if (subscription.pause() != null || subscription.endsBy(today)) {
            throw new BillingException(ProblemType.CONFLICT, "The subscription is paused, or has ended");
        }
        subscription.rest(kind, now);
        if (kind.isBilled()) {
            return false;
        }
        List<Pin> pins = pins(id);
        Pin last = pins.getLast();
        if (!last.days().hasBegunBy(today)) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "It takes another plan on " + last.days().from());
        }
        Periods.Cut cut = PlanCut.of(
                subscription,
                periods(subscription, pins),
                Objects.requireNonNull(quantities.of(items(pins)).get(id)),
                now);
        rows.add(List.of(last.item().paused(Ids.next(), kind, cut)));
        subscription.cut(cut.day(), now);
        return true;
    }

    /**
     * Resumes one that is paused: today is billed again.
     *
     * @param now which day that is
     * @return whether a boundary fell due by it, that begins what is billed
     * @throws BillingException NOT_FOUND; CONFLICT when it is not paused; unless collection rested alone, also when it is canceled or has
     *     ended, on the day that it was paused on, and while its invoice of before is not finalized
     */
    public boolean resume(UUID id, Instant now) {
        Subscription subscription = subscriptions.require(id);
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        PauseKind kind = subscription.pause();
        if (kind == null) {
            throw new BillingException(ProblemType.CONFLICT, "The subscription is not paused");
        }
        subscription.rest(null, now);
        if (kind.isBilled()) {
            return false;
        }
        PlanCut.requireBegun(subscription, now);
        if (subscription.endsBy(today)) {
            throw new BillingException(ProblemType.CONFLICT, "The subscription has ended");
        }
        List<Pin> pins = pins(id);
        SubscriptionItem rests = pins.getLast().item();
        if (today.equals(rests.effectiveOn())) {
            throw new BillingException(
                    ProblemType.CONFLICT, "It was paused today, and resumes tomorrow at the earliest");
        }
        PlanCut.requireUpToDate(subscription, now);
        Periods periods = periods(subscription, pins);
        boolean begins = periods.period(periods.indexOf(today)).start().equals(today);
        if (begins) {
            rows.add(List.of(rests.movedTo(Ids.next(), rests.planVersionId(), today)));
            subscription.reopen(today, now);
        } else {
            rows.add(List.of(rests.cutAt(Ids.next(), rests.planVersionId(), new Periods.Cut(today, null))));
            subscription.cut(today, now);
        }
        return true;
    }

    private static List<SubscriptionItem> items(List<Pin> pins) {
        return pins.stream().map(Pin::item).toList();
    }

    private List<Pin> pins(UUID id) {
        return Objects.requireNonNull(Pin.of(subscriptions.items(List.of(id))).get(id));
    }

    private Periods periods(Subscription subscription, List<Pin> pins) {
        UUID version = pins.getFirst().versionId();
        return Pin.periods(
                pins,
                Objects.requireNonNull(catalog.terms(Set.of(version)).get(version))
                        .cycle(subscription.startedOn()));
    }
}
