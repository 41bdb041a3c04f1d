package dev.countinghouse.subscription;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.catalog.Catalog;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.metering.BilledSpan;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Subscriptions that wait for the payment of their first invoice. Joins the transaction of whoever bills, or books what settles it. */
@ApplicationScoped
public class FirstPayments {

    private static final String STATUS = "status";

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    FirstPaymentRepository awaited;

    @Inject
    Catalog catalog;

    @Inject
    Metering metering;

    @Inject
    WorkSchedule schedule;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * One that waits.
     *
     * @param payBy when it ends without the payment
     */
    public record Awaited(UUID id, UUID customerId, Instant payBy) {}

    /** Whether a subscription waits for a first payment. */
    public enum Standing {
        /** It waits. */
        WAITS,
        /** It was not paid in time, and has ended for that. */
        EXPIRED,
        /** It runs, or has run. */
        OTHER
    }

    /** How one stands, which stays so until the transaction's end. */
    public Standing lock(UUID id) {
        return awaited.lock(id);
    }

    /** Lets a new subscription, whose first invoice is written, wait for its payment. */
    public void await(UUID id, Instant until) {
        subscriptions.require(id).awaitPayment(until);
        subscriptions.flush();
        schedule.at(WorkKind.INVOICE_GENERATION, until);
        audit.record("subscription.await_payment", id, null, Map.of("pay_by", until));
    }

    /** The one whose time is over first, also in time to come; empty when none waits. */
    public Optional<Awaited> earliest() {
        return awaited.earliest();
    }

    /**
     * An invoice of a subscription is settled: if it waited for that it runs from now on, since the day that it was made for. What fell due
     * meanwhile is billed.
     */
    public void settled(UUID id) {
        awaited.complete(id).ifPresent(customer -> {
            outbox.add("subscription.activated", id, Map.of("customer_id", customer));
            schedule.at(WorkKind.INVOICE_GENERATION, clock.instant());
            audit.record(
                    "subscription.activate",
                    id,
                    Map.of(STATUS, SubscriptionStatus.INCOMPLETE),
                    Map.of(STATUS, SubscriptionStatus.ACTIVE));
        });
    }

    /** Ends one whose time is over: it entitled to nothing, and its usage is billed by nobody. */
    public void expire(Awaited over) {
        Subscription subscription = subscriptions.require(over.id());
        subscription.expire();
        subscriptions.flush();
        metering.billNoMore(catalog
                .terms(subscriptions.items(List.of(over.id())).stream()
                        .map(SubscriptionItem::planVersionId)
                        .collect(Collectors.toSet()))
                .values()
                .stream()
                .flatMap(terms -> terms.metrics().stream())
                .distinct()
                .map(metric -> new BilledSpan(over.id(), over.customerId(), metric, subscription.startsAt(), null))
                .toList());
        outbox.add(
                "subscription.incomplete_expired", over.id(), Map.of("customer_id", over.customerId()), over.payBy());
        audit.record(
                "subscription.expire",
                over.id(),
                Map.of(STATUS, SubscriptionStatus.INCOMPLETE),
                Map.of(STATUS, SubscriptionStatus.ENDED));
    }
}
