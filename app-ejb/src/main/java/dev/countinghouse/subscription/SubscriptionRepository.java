package dev.countinghouse.subscription;

import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Subscriptions of the current tenant. */
@ApplicationScoped
class SubscriptionRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that what the database refuses is refused here and not at the commit. */
    void add(Subscription subscription, SubscriptionItem item) {
        entityManager.persist(subscription);
        entityManager.flush();
        entityManager.persist(item);
        entityManager.flush();
    }

    /** Writes what was changed, so that its version is the new one. */
    void flush() {
        entityManager.flush();
    }

    Subscription require(UUID id) {
        return Optional.ofNullable(entityManager.find(Subscription.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No subscription " + id));
    }

    Page<Subscription> list(SubscriptionService.SubscriptionFilter filter, PageRequest page) {
        return Listing.of(entityManager, Subscription.class)
                .where("externalId", filter.externalId())
                .where("customerId", filter.customerId())
                .where("status", filter.status())
                .whereGiven("parkedAt", filter.parked())
                .page(page, Subscription::id);
    }

    List<Subscription> of(UUID customerId) {
        return entityManager
                .createQuery(
                        "SELECT s FROM Subscription s WHERE s.customerId = :customer ORDER BY s.id", Subscription.class)
                .setParameter("customer", customerId)
                .getResultList();
    }

    List<SubscriptionItem> items(Collection<UUID> subscriptionIds) {
        if (subscriptionIds.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createQuery("SELECT i FROM SubscriptionItem i WHERE i.subscriptionId IN :ids", SubscriptionItem.class)
                .setParameter("ids", subscriptionIds)
                .getResultList();
    }

    List<Subscription> byId(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("SELECT s FROM Subscription s WHERE s.id IN :ids", Subscription.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** What falls due by an instant, earliest first, locked; what another transaction holds is waited for. */
    List<Subscription> lockDue(Instant asOf, int limit) {
        return entityManager
                .createQuery(
                        "SELECT s FROM Subscription s WHERE s.parkedAt IS NULL AND s.nextBillingAt <= :now"
                                + " ORDER BY s.nextBillingAt, s.id",
                        Subscription.class)
                .setParameter("now", asOf)
                .setMaxResults(limit)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    List<Subscription> lockDue(Instant asOf, UUID id) {
        return entityManager
                .createQuery(
                        "SELECT s FROM Subscription s WHERE s.id = :id AND s.parkedAt IS NULL AND s.nextBillingAt <= :now",
                        Subscription.class)
                .setParameter("id", id)
                .setParameter("now", asOf)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** One transaction of a tenant bills at a time: a later boundary must never be numbered before an earlier one. */
    void lockBilling() {
        entityManager
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended('billing:' || current_user, 0)) AS text)",
                        String.class)
                .getResultList();
    }

    Optional<UUID> earliestDue(Instant asOf) {
        return entityManager
                .createQuery(
                        "SELECT s.id FROM Subscription s WHERE s.parkedAt IS NULL AND s.nextBillingAt <= :now"
                                + " ORDER BY s.nextBillingAt, s.id",
                        UUID.class)
                .setParameter("now", asOf)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    Optional<Instant> earliestBilling() {
        return entityManager
                .createQuery("SELECT min(s.nextBillingAt) FROM Subscription s WHERE s.parkedAt IS NULL", Instant.class)
                .getResultStream()
                .filter(Objects::nonNull)
                .findFirst();
    }
}
