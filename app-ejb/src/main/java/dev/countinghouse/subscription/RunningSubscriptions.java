package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Running subscriptions for those who show or bill what they come to so far. Joins their transaction. */
@ApplicationScoped
public class RunningSubscriptions {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    QuantityRepository quantities;

    @Inject
    Catalog catalog;

    /** The items that bill the periods which hold an instant, as they will be billed at the end of those periods. */
    public List<DueItem> at(UUID customerId, Instant instant) {
        List<Subscription> all = subscriptions.of(customerId);
        return items(all, all.stream().collect(Collectors.toMap(Subscription::id, subscription -> instant)));
    }

    /**
     * The same of subscriptions, each at an instant of its own; periods whose end was billed are left out.
     *
     * @return in the order of the subscriptions
     */
    public List<DueItem> unbilled(Map<UUID, Instant> instants) {
        Map<UUID, Subscription> found = subscriptions.byId(instants.keySet()).stream()
                .collect(Collectors.toMap(Subscription::id, Function.identity()));
        List<Subscription> asked = instants.keySet().stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .toList();
        return items(asked, instants).stream()
                .filter(item -> NextBoundary.isToBill(
                        Objects.requireNonNull(found.get(item.billing().subscriptionId())),
                        Objects.requireNonNull(item.billing().ended())))
                .toList();
    }

    private List<DueItem> items(List<Subscription> all, Map<UUID, Instant> instants) {
        List<SubscriptionItem> items =
                subscriptions.items(all.stream().map(Subscription::id).toList());
        Map<UUID, PlanTerms> terms = catalog.terms(
                items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet()));
        Map<UUID, List<Pin>> pins = Pin.of(items);
        Map<UUID, Quantities> agreed = quantities.of(items);
        List<DueItem> running = new ArrayList<>();
        for (Subscription subscription :
                all.stream().filter(one -> !one.hasNeverRun()).toList()) {
            Instant instant = Objects.requireNonNull(instants.get(subscription.id()));
            List<Pin> its = pins.getOrDefault(subscription.id(), List.of());
            for (Pin pin : its.stream().filter(Pin::isBilled).toList()) {
                PlanTerms plan =
                        Objects.requireNonNull(terms.get(pin.versionId())).in(subscription.currency());
                Periods periods = Pin.periods(its, plan.cycle(subscription.startedOn()));
                NextBoundary.during(subscription, instant, periods)
                        .map(billing -> new DueItem(
                                billing,
                                pin.item().id(),
                                Objects.requireNonNull(agreed.get(subscription.id())),
                                plan,
                                pin.days(),
                                periods))
                        .filter(item ->
                                item.bills(Objects.requireNonNull(item.billing().ended())))
                        .ifPresent(running::add);
            }
        }
        return running;
    }
}
