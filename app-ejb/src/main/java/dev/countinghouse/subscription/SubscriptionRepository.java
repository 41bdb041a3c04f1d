package dev.countinghouse.subscription;

import dev.countinghouse.history.RowHistory;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Subscriptions of the current tenant. */
@ApplicationScoped
class SubscriptionRepository {

    /** {@link Subscription#dueAt}, as the index has it. */
    private static final String DUE_AT = "COALESCE(s.draftUntil, s.nextBillingAt)";

    /** Neither out of billing nor waiting for its first payment. */
    private static final String BILLED = "s.parkedAt IS NULL AND s.payBy IS NULL";

    private static final String IN_ORDER = " ORDER BY " + DUE_AT + ", s.id";

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

    /** Reads anew what a statement has changed. */
    void refresh(Subscription subscription) {
        entityManager.refresh(subscription);
    }

    Subscription require(UUID id) {
        return Optional.ofNullable(entityManager.find(Subscription.class, id))
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No subscription " + id));
    }

    Page<Subscription> list(SubscriptionService.SubscriptionFilter filter, PageRequest page) {
        return Listing.of(entityManager, Subscription.class)
                .where("externalId", filter.externalId())
                .where("customerId", filter.customerId())
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

    List<UUID> ids(@Nullable UUID after, int most) {
        return entityManager
                .createQuery("SELECT s.id FROM Subscription s WHERE s.id > :after ORDER BY s.id", UUID.class)
                .setParameter("after", after == null ? new UUID(0, 0) : after)
                .setMaxResults(most)
                .getResultList();
    }

    long count() {
        return entityManager
                .createQuery("SELECT count(s) FROM Subscription s", Long.class)
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    List<SubscriptionItem> items(Collection<UUID> subscriptionIds) {
        if (subscriptionIds.isEmpty()) {
            return List.of();
        }
        return entityManager
                .createNativeQuery(
                        "SELECT id, subscription_id, plan_version_id, quantity, effective_on, cuts_period, paid_until, pause"
                                + " FROM subscription_items"
                                + " WHERE subscription_id = ANY (:ids)",
                        SubscriptionItem.class)
                .setParameter("ids", subscriptionIds.toArray(UUID[]::new))
                .getResultList();
    }

    /**
     * Writes that boundaries of subscriptions have been billed, or are drafts, all in one statement: they are locked, so nobody else
     * changes them. They are entities no more.
     */
    void writeMoved(List<Subscription> moved) {
        if (moved.isEmpty()) {
            return;
        }
        moved.forEach(entityManager::detach);
        UUID[] ids = moved.stream().map(Subscription::id).toArray(UUID[]::new);
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(
                            RowHistory.KEEP
                                    + "'subscriptions', s.xmin, to_jsonb(s) FROM subscriptions s WHERE s.id = ANY (:ids) FOR NO KEY UPDATE")
                    .setParameter("ids", ids)
                    .executeUpdate();
        }
        entityManager
                .createNativeQuery("""
                        UPDATE subscriptions s SET status = u.status, billed_periods = u.billed, next_billing_at = u.next,
                            draft_until = u.draft, version = s.version + 1
                        FROM unnest(:ids, :statuses, CAST(:billed AS integer[]), CAST(:next AS timestamptz[]),
                            CAST(:drafts AS timestamptz[])) AS u (id, status, billed, next, draft)
                        WHERE s.id = u.id""")
                .setParameter("ids", ids)
                .setParameter(
                        "statuses",
                        texts(moved, one -> new SubscriptionStatusText().convertToDatabaseColumn(one.status())))
                .setParameter("billed", texts(moved, Subscription::billedPeriods))
                .setParameter("next", texts(moved, Subscription::nextBillingAt))
                .setParameter("drafts", texts(moved, Subscription::draftUntil))
                .executeUpdate();
    }

    private static @Nullable String[] texts(
            List<Subscription> subscriptions, Function<Subscription, @Nullable Object> value) {
        return subscriptions.stream()
                .map(value)
                .map(one -> one == null ? null : one.toString())
                .toArray(String[]::new);
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
                        "SELECT s FROM Subscription s WHERE " + BILLED + " AND " + DUE_AT + " <= :now" + IN_ORDER,
                        Subscription.class)
                .setParameter("now", asOf)
                .setMaxResults(limit)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    List<Subscription> lockDue(Instant asOf, UUID id) {
        return entityManager
                .createQuery(
                        "SELECT s FROM Subscription s WHERE s.id = :id AND " + BILLED + " AND " + DUE_AT + " <= :now",
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
                        "SELECT s.id FROM Subscription s WHERE " + BILLED + " AND " + DUE_AT + " <= :now" + IN_ORDER,
                        UUID.class)
                .setParameter("now", asOf)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    Optional<Instant> earliestBilling() {
        return entityManager
                .createQuery("SELECT min(" + DUE_AT + ") FROM Subscription s WHERE " + BILLED, Instant.class)
                .getResultStream()
                .filter(Objects::nonNull)
                .findFirst();
    }
}
