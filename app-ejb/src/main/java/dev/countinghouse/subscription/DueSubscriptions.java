package dev.countinghouse.subscription;

import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.catalog.PlanTerms;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.subscription.domain.GracePeriods;
import dev.countinghouse.subscription.domain.Periods;
import dev.countinghouse.subscription.domain.Quantities;
import dev.countinghouse.time.ServicePeriod;
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
import org.jspecify.annotations.Nullable;

/** Subscriptions for those who bill them, in sets. Joins their transaction. */
@ApplicationScoped
public class DueSubscriptions {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    DraftRepository drafts;

    @Inject
    QuantityRepository quantities;

    @Inject
    Catalog catalog;

    /** One transaction of a tenant bills at a time: what is asked after this stays so until the end of the transaction. */
    public void awaitTurn() {
        subscriptions.lockBilling();
    }

    /**
     * Takes what falls due by an instant, earliest first, at most one boundary per subscription, and moves the subscriptions on: if
     * the transaction commits, boundaries have been billed, or are drafts until their grace is over. What comes after something taken
     * here is left to the next call, so that catching up bills in the order of time.
     *
     * @param limit most subscriptions
     */
    public TakenBoundaries take(Instant asOf, int limit) {
        return take(subscriptions.lockDue(asOf, limit));
    }

    /** {@link #take(Instant, int)} of one subscription; empty when it is not due. */
    public TakenBoundaries takeOne(Instant asOf, UUID subscriptionId) {
        return take(subscriptions.lockDue(asOf, subscriptionId));
    }

    /** The subscription that fell due first by an instant; empty when none did. */
    public Optional<UUID> earliestDue(Instant asOf) {
        return subscriptions.earliestDue(asOf);
    }

    private TakenBoundaries take(List<Subscription> due) {
        if (due.isEmpty()) {
            return new TakenBoundaries(List.of(), List.of(), 0);
        }
        Agreed agreed = agreed(due);
        List<DueItem> items = new ArrayList<>();
        List<WaitingDraft> made = new ArrayList<>();
        List<Subscription> moved = new ArrayList<>();
        Instant horizon = Instant.MAX; // when one of those taken falls due again: nothing later goes before it
        for (Subscription subscription : due) {
            Instant at = Objects.requireNonNull(subscription.dueAt());
            if (at.isAfter(horizon)) {
                break;
            }
            Instant end = agreed.endOfGrace(subscription);
            if (!end.isAfter(at)) {
                items.addAll(agreed.bill(subscription, made));
            } else if (subscription.draftUntil() == null) {
                made.add(agreed.draft(subscription, end));
            } else {
                subscription.draft(end); // longer by now
            }
            moved.add(subscription);
            Instant again = subscription.dueAt();
            horizon = again == null || again.isAfter(horizon) ? horizon : again;
        }
        subscriptions.writeMoved(moved);
        return new TakenBoundaries(items, made, moved.size());
    }

    /** Those of subscriptions that are billed at present, newest first. */
    public Page<WaitingDraft> drafts(@Nullable UUID customerId, PageRequest page) {
        Page<Subscription> found = drafts.list(customerId, page);
        Agreed agreed = agreed(found.data());
        return found.map(agreed::draftOf);
    }

    /**
     * Takes the draft of a subscription whether or not its grace is over, and moves the subscription on.
     *
     * @param at when it is finalized; null for when it would be
     * @return empty when it has none at present
     * @throws dev.countinghouse.problem.BillingException NOT_FOUND without such a subscription
     */
    public Optional<TakenDraft> takeDraft(UUID subscriptionId, @Nullable Instant at) {
        subscriptions.require(subscriptionId);
        return drafts.lock(subscriptionId).map(subscription -> {
            Agreed agreed = agreed(List.of(subscription));
            if (at != null) {
                subscription.draft(at);
            }
            WaitingDraft draft = agreed.draftOf(subscription);
            List<WaitingDraft> made = new ArrayList<>();
            List<DueItem> items = agreed.bill(subscription, made);
            subscriptions.writeMoved(List.of(subscription));
            return new TakenDraft(draft, new TakenBoundaries(items, made, 1));
        });
    }

    /** A draft, and what was taken with it. */
    public record TakenDraft(WaitingDraft draft, TakenBoundaries taken) {}

    private Agreed agreed(List<Subscription> all) {
        List<SubscriptionItem> items =
                subscriptions.items(all.stream().map(Subscription::id).toList());
        return new Agreed(
                Pin.of(items),
                catalog.terms(
                        items.stream().map(SubscriptionItem::planVersionId).collect(Collectors.toSet())),
                quantities.of(items),
                drafts.gracePeriods(all.stream().map(Subscription::customerId).collect(Collectors.toSet())));
    }

    /** What subscriptions have agreed to, by their ids, and for how long their invoices are drafts. */
    private record Agreed(
            Map<UUID, List<Pin>> pins,
            Map<UUID, PlanTerms> versions,
            Map<UUID, Quantities> quantities,
            GracePeriods grace) {

        private Periods periods(Subscription subscription) {
            List<Pin> its = pins(subscription);
            return Pin.periods(its, terms(its.getFirst()).cycle(subscription.startedOn()));
        }

        /** When the invoice of the next boundary is finalized: at once after a pause, of which nothing is billed. */
        Instant endOfGrace(Subscription subscription) {
            ServicePeriod ended =
                    NextBoundary.of(subscription, periods(subscription)).ended();
            boolean billed =
                    ended != null && Pin.on(pins(subscription), ended.start()).isBilled();
            return grace.of(subscription.customerId())
                    .end(
                            Objects.requireNonNull(subscription.nextBillingAt()),
                            billed ? ended : null,
                            subscription.zone());
        }

        /** The draft that the next boundary becomes. */
        WaitingDraft draft(Subscription subscription, Instant until) {
            subscription.draft(until);
            return draftOf(subscription);
        }

        WaitingDraft draftOf(Subscription subscription) {
            return new WaitingDraft(
                    NextBoundary.of(subscription, periods(subscription)),
                    subscription.currency(),
                    Objects.requireNonNull(subscription.nextBillingAt()));
        }

        /**
         * The items of the next boundary, which has been billed then. A boundary after it that has passed meanwhile waits until its
         * grace is over, or no longer: its invoice is dated no earlier.
         *
         * @param made takes that draft
         */
        List<DueItem> bill(Subscription subscription, List<WaitingDraft> made) {
            Instant at = Objects.requireNonNull(subscription.dueAt());
            List<DueItem> items = bill(subscription);
            Instant next = subscription.nextBillingAt();
            if (next != null && next.isBefore(at)) {
                Instant end = endOfGrace(subscription);
                if (end.isAfter(at)) {
                    made.add(draft(subscription, end));
                } else {
                    subscription.draft(at);
                }
            }
            return items;
        }

        private List<DueItem> bill(Subscription subscription) {
            Periods periods = periods(subscription);
            DueBilling billing = NextBoundary.of(subscription, periods);
            List<DueItem> items = pins(subscription).stream() // also of a version that was left: usage may come late
                    .filter(pin -> pin.isBilled()
                            && pin.days().hasBegunBy(billing.begun().start()))
                    .map(pin -> new DueItem(
                            billing,
                            pin.item().id(),
                            Objects.requireNonNull(quantities.get(subscription.id())),
                            terms(pin).in(subscription.currency()),
                            pin.days(),
                            periods))
                    .toList();
            subscription.billed(periods);
            return items;
        }

        private List<Pin> pins(Subscription subscription) {
            return pins.getOrDefault(subscription.id(), List.of());
        }

        private PlanTerms terms(Pin pin) {
            return Objects.requireNonNull(versions.get(pin.versionId()));
        }
    }

    /** When the next boundary falls due, or the grace of one is over; empty when there is none. */
    public Optional<Instant> earliest() {
        return subscriptions.earliestBilling();
    }

    /** Takes a subscription out of billing, with the reason; the others go on. */
    public void park(UUID subscriptionId, String reason, Instant now) {
        subscriptions.require(subscriptionId).park(reason, now);
    }
}
