package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.subscription.domain.Quantities;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Subscriptions as they go out, by what holds today. Joins the transaction. */
@ApplicationScoped
public class SubscriptionViews {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    QuantityRepository quantities;

    @Inject
    DatedChanges dated;

    @Inject
    Catalog catalog;

    @Inject
    CustomData customData;

    @Inject
    BusinessClock clock;

    /** @throws dev.countinghouse.problem.BillingException NOT_FOUND */
    public SubscriptionView of(UUID id) {
        return of(List.of(subscriptions.require(id))).getFirst();
    }

    List<SubscriptionView> of(List<Subscription> found) {
        List<UUID> ids = found.stream().map(Subscription::id).toList();
        List<SubscriptionItem> items = subscriptions.items(ids);
        Map<UUID, List<Pin>> pins = Pin.of(items);
        Map<UUID, Quantities> agreed = quantities.of(items);
        Map<UUID, PlanTerms> terms = catalog.terms(
                items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet()));
        Map<UUID, Map<String, Object>> metadata = customData.getAll("subscription", ids);
        Map<UUID, DatedChangeView> planned = dated.views(found);
        Instant now = clock.instant();
        return found.stream()
                .map(subscription -> {
                    Agreed its = new Agreed(
                            Objects.requireNonNull(pins.get(subscription.id())),
                            Objects.requireNonNull(agreed.get(subscription.id())),
                            planned.get(subscription.id()));
                    return view(subscription, its, terms, now, metadata.getOrDefault(subscription.id(), Map.of()));
                })
                .toList();
    }

    /** What was agreed, day by day. */
    private record Agreed(
            List<Pin> pins, Quantities quantities, @Nullable DatedChangeView planned) {}

    private static SubscriptionView view(
            Subscription subscription,
            Agreed agreed,
            Map<UUID, PlanTerms> terms,
            Instant now,
            Map<String, Object> metadata) {
        LocalDate today = LocalDate.ofInstant(now, subscription.zone());
        Pin last = agreed.pins().getLast();
        PlanTerms lastTerms = Objects.requireNonNull(terms.get(last.versionId()));
        LocalDate from = last.days().from();
        SubscriptionView.PendingVersion pending =
                from == null || last.days().hasBegunBy(today) || subscription.endsBy(from)
                        ? null
                        : new SubscriptionView.PendingVersion(
                                lastTerms.code(), last.versionId(), lastTerms.number(), subscription.beginOf(from));
        return subscription.view(
                Objects.requireNonNull(terms.get(Pin.on(agreed.pins(), today).versionId())),
                pending,
                SubscriptionChanges.Shown.of(
                        subscription,
                        agreed.quantities(),
                        Pin.periods(agreed.pins(), lastTerms.cycle(subscription.startedOn())),
                        agreed.planned(),
                        now),
                metadata);
    }
}
