package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.time.BillingCycle;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Subscriptions for those who bill them, in sets. Joins their transaction. */
@ApplicationScoped
public class DueSubscriptions {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    Catalog catalog;

    /** One transaction of a tenant bills at a time: what is asked after this stays so until the end of the transaction. */
    public void awaitTurn() {
        subscriptions.lockBilling();
    }

    /**
     * Takes boundaries that fall due by an instant, earliest first, at most one per subscription, and moves their
     * subscriptions on: if the transaction commits they have been billed. What comes after a boundary taken here is left to
     * the next call, so that catching up bills in the order of time.
     *
     * @param limit most subscriptions
     * @return the items to bill, in the order in which they fell due
     */
    public List<DueItem> take(Instant asOf, int limit) {
        return take(subscriptions.lockDue(asOf, limit));
    }

    /** {@link #take(Instant, int)} of one subscription; empty when it is not due. */
    public List<DueItem> takeOne(Instant asOf, UUID subscriptionId) {
        return take(subscriptions.lockDue(asOf, subscriptionId));
    }

    /** The subscription that fell due first by an instant; empty when none did. */
    public Optional<UUID> earliestDue(Instant asOf) {
        return subscriptions.earliestDue(asOf);
    }

    private List<DueItem> take(List<Subscription> due) {
        List<SubscriptionItem> items =
                subscriptions.items(due.stream().map(Subscription::id).toList());
        Map<UUID, PlanTerms> terms = catalog.terms(
                items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet()));
        Map<UUID, List<Pin>> pins = Pin.of(items);
        List<DueItem> taken = new ArrayList<>();
        List<Subscription> moved = new ArrayList<>();
        Instant horizon = Instant.MAX; // when one of those taken falls due again: nothing later goes before it
        for (Subscription subscription : due) {
            if (Objects.requireNonNull(subscription.nextBillingAt()).isAfter(horizon)) {
                break;
            }
            List<Pin> own = pins.getOrDefault(subscription.id(), List.of());
            BillingCycle cycle = terms(own.getFirst(), terms).cycle(subscription.startedOn());
            DueBilling billing = subscription.due(cycle);
            own.stream()
                    .filter(pin -> pin.days().hasBegunBy(billing.begun().start()))
                    .map(pin -> item(billing, pin, terms(pin, terms).in(subscription.currency())))
                    .forEach(taken::add);
            subscription.billed(cycle);
            moved.add(subscription);
            Instant again = subscription.nextBillingAt();
            horizon = again == null || again.isAfter(horizon) ? horizon : again;
        }
        subscriptions.writeMoved(moved);
        return taken;
    }

    /** Also of a version that was left: usage of its periods may come late. */
    private static DueItem item(DueBilling billing, Pin pin, PlanTerms terms) {
        return new DueItem(billing, pin.item().id(), pin.item().quantity(), terms, pin.days());
    }

    private static PlanTerms terms(Pin pin, Map<UUID, PlanTerms> terms) {
        return Objects.requireNonNull(terms.get(pin.versionId()));
    }

    /** When the next boundary falls due; empty when there is none. */
    public Optional<Instant> earliest() {
        return subscriptions.earliestBilling();
    }

    /** Takes a subscription out of billing, with the reason; the others go on. */
    public void park(UUID subscriptionId, String reason, Instant now) {
        subscriptions.require(subscriptionId).park(reason, now);
    }
}
