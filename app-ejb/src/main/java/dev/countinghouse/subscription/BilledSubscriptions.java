package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.subscription.BilledSubscription.Boundary;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What subscriptions billed until now, for those who explain or prove it. Joins their transaction and changes nothing. */
@ApplicationScoped
public class BilledSubscriptions {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    QuantityRepository quantities;

    @Inject
    Catalog catalog;

    /**
     * Ids in their order.
     *
     * @param after the last one before; null for the first
     */
    public List<UUID> ids(@Nullable UUID after, int most) {
        return subscriptions.ids(after, most);
    }

    /** How many there are. */
    public long count() {
        return subscriptions.count();
    }

    /** The currency that a subscription of a customer is billed in; empty when he has no such subscription. */
    public Optional<String> currency(UUID id, UUID customerId) {
        return subscriptions.byId(List.of(id)).stream()
                .filter(subscription -> subscription.customerId().equals(customerId))
                .map(Subscription::currency)
                .findFirst();
    }

    /** The terms that items of subscriptions are billed by, by the items' ids; those of versions that were left too. */
    public Map<UUID, PlanTerms> terms(Collection<UUID> ids) {
        List<SubscriptionItem> items = subscriptions.items(ids);
        Map<UUID, PlanTerms> terms = catalog.terms(
                items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet()));
        Map<UUID, PlanTerms> byItem = new HashMap<>();
        items.forEach(item -> byItem.put(item.id(), Objects.requireNonNull(terms.get(item.planVersionId()))));
        return byItem;
    }

    /** One of them, with all boundaries that it billed. */
    public BilledSubscription of(UUID id) {
        Subscription subscription = subscriptions.require(id);
        List<Priced> pins = pins(subscription);
        List<Boundary> boundaries = new ArrayList<>();
        List<DueItem> running = List.of();
        if (subscription.billedPeriods() > 0) {
            Periods periods = pins.getFirst().periods();
            Subscription anew = new Subscription(subscription);
            while (isBehind(anew, subscription)) {
                DueBilling billing = NextBoundary.of(anew, periods);
                anew.billed(periods);
                boundaries.add(new Boundary(
                        pins.stream()
                                .filter(pin -> pin.pin()
                                        .days()
                                        .hasBegunBy(billing.begun().start()))
                                .map(pin -> pin.item(billing))
                                .toList(),
                        isEndUnknown(subscription, billing)));
            }
            if (subscription.nextBillingAt() != null) {
                running = during(
                        subscription,
                        pins,
                        periods.period(subscription.billedPeriods() - 1).start());
            }
        }
        boolean skippedUsage = subscription.status() == SubscriptionStatus.ENDED
                && subscription.ending().skipsFinalUsage();
        return new BilledSubscription(id, subscription.customerId(), boundaries, skippedUsage, running);
    }

    /** Whether it was canceled after a boundary was billed: nothing but the lines says how far its fees in advance were to go. */
    private static boolean isEndUnknown(Subscription subscription, DueBilling billing) {
        Instant canceled = subscription.canceledAt();
        return canceled != null
                && !billing.at().isAfter(canceled)
                && !subscription.term().keepsEndOf(billing.begun());
    }

    /** Whether what is billed anew has a boundary left that the other one of the same billed. */
    private static boolean isBehind(Subscription anew, Subscription other) {
        Instant at = anew.nextBillingAt();
        Instant next = other.billedPeriods() == anew.billedPeriods() && anew.billedPeriods() > 0
                ? other.nextBillingAt()
                : null;
        return at != null && (anew.billedPeriods() < other.billedPeriods() || (next != null && at.isBefore(next)));
    }

    /**
     * The items that bill the period which holds a day, as if it ended; for a day after the subscription's end, the last one. For a day
     * that a period was cut on also those of the part before it, which give back what was paid from that day on.
     */
    public List<DueItem> during(UUID id, LocalDate day) {
        Subscription subscription = subscriptions.require(id);
        List<Priced> pins = pins(subscription);
        LocalDate last = subscription.term().lastBy(day);
        List<DueItem> items = new ArrayList<>(during(subscription, pins, last));
        if (pins.stream().anyMatch(pin -> pin.periods().isCutOn(last))) {
            items.addAll(during(subscription, pins, last.minusDays(1)));
        }
        return items;
    }

    /**
     * The items of a subscription's last period, as if they gave back the days after its end that were paid in advance with it; none where
     * none were.
     */
    public List<DueItem> unused(UUID id) {
        Subscription subscription = subscriptions.require(id);
        ServicePeriod unused = subscription.term().unused();
        return unused == null
                ? List.of()
                : during(subscription, pins(subscription), unused.start().minusDays(1)).stream()
                        .map(item -> item.at(item.billing().givingBack(unused)))
                        .toList();
    }

    private static List<DueItem> during(Subscription subscription, List<Priced> pins, LocalDate day) {
        List<DueItem> items = new ArrayList<>();
        for (Priced pin : pins) {
            NextBoundary.during(subscription, subscription.beginOf(day), pin.periods())
                    .map(pin::item)
                    .filter(item ->
                            item.bills(Objects.requireNonNull(item.billing().ended())))
                    .ifPresent(items::add);
        }
        return items;
    }

    private List<Priced> pins(Subscription subscription) {
        List<SubscriptionItem> items = subscriptions.items(List.of(subscription.id()));
        Map<UUID, PlanTerms> terms = catalog.terms(
                items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet()));
        Quantities agreed = Objects.requireNonNull(quantities.of(items).get(subscription.id()));
        List<Pin> pins = Pin.of(items).getOrDefault(subscription.id(), List.of());
        Periods periods = Pin.periods(
                pins,
                Objects.requireNonNull(terms.get(pins.getFirst().versionId())).cycle(subscription.startedOn()));
        return pins.stream()
                .filter(Pin::isBilled)
                .map(pin -> new Priced(
                        pin,
                        agreed,
                        Objects.requireNonNull(terms.get(pin.versionId())).in(subscription.currency()),
                        periods))
                .toList();
    }

    /** A version that a subscription is pinned to, with its quantities, the terms in its currency, and all its periods. */
    private record Priced(Pin pin, Quantities quantities, PlanTerms terms, Periods periods) {

        DueItem item(DueBilling billing) {
            return new DueItem(billing, pin.item().id(), quantities, terms, pin.days(), periods);
        }
    }
}
