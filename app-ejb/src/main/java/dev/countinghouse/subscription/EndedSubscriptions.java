package dev.countinghouse.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Subscriptions that have ended and are to give back what was paid for days after their end. Joins the transaction of whoever bills. */
@ApplicationScoped
public class EndedSubscriptions {

    @Inject
    SubscriptionRepository subscriptions;

    @Inject
    EndingRepository endings;

    /** The one that is to give back next; empty when none is. */
    public Optional<UUID> toRefund() {
        return endings.toRefund();
    }

    /** The first instant to come at which one ends that is to give back then: what falls due later comes after that. Empty when none is. */
    public Optional<Instant> nextToRefund() {
        return endings.nextToRefund();
    }

    /**
     * One that has ended.
     *
     * @param endedAt the first instant that it did not run at
     * @param endsOn that day, in its zone
     */
    public record Ended(UUID id, UUID customerId, Instant endedAt, LocalDate endsOn) {}

    /** @throws dev.countinghouse.problem.BillingException NOT_FOUND */
    public Ended require(UUID id) {
        Subscription subscription = subscriptions.require(id);
        Instant endedAt = subscription.endsAt();
        // one that never began has an end, too: that of its agreement, or none, and nothing to give back
        Instant at = endedAt == null ? Objects.requireNonNull(subscription.canceledAt()) : endedAt;
        return new Ended(id, subscription.customerId(), at, LocalDate.ofInstant(at, subscription.zone()));
    }

    /** Notes that all that there was to give back was given back. */
    public void refunded(UUID id, Instant at) {
        subscriptions.require(id).ending().refunded(at);
        subscriptions.flush();
    }
}
