package dev.countinghouse.subscription;

import dev.countinghouse.history.RowHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscriptions by the version of a plan that they have. */
@ApplicationScoped
class PlanMoveRepository {

    private static final String LAST_PINNED = " FROM Subscription s, SubscriptionItem i WHERE i.subscriptionId = s.id"
            + " AND i.planVersionId IN :versions AND NOT EXISTS (SELECT n FROM SubscriptionItem n"
            + " WHERE n.subscriptionId = s.id AND n.effectiveOn IS NOT NULL"
            + " AND (i.effectiveOn IS NULL OR n.effectiveOn > i.effectiveOn))";

    private static final String SUBSCRIBERS = LAST_PINNED + " AND s.status <> :ended AND s.id > :after";

    private static final UUID FIRST = new UUID(0, 0);

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Subscriptions that have or move to one of the versions and have not ended, in the order of their ids. */
    List<UUID> subscribers(Collection<UUID> versions, @Nullable UUID after, int limit) {
        TypedQuery<UUID> query = entityManager.createQuery("SELECT s.id" + SUBSCRIBERS + " ORDER BY s.id", UUID.class);
        return chosen(query, versions, after).setMaxResults(limit).getResultList();
    }

    long countSubscribers(Collection<UUID> versions, @Nullable UUID after) {
        TypedQuery<Long> query = entityManager.createQuery("SELECT count(s.id)" + SUBSCRIBERS, Long.class);
        return chosen(query, versions, after).getSingleResult();
    }

    private static <T> TypedQuery<T> chosen(TypedQuery<T> query, Collection<UUID> versions, @Nullable UUID after) {
        return query.setParameter("versions", versions)
                .setParameter("ended", SubscriptionStatus.ENDED)
                .setParameter("after", after == null ? FIRST : after);
    }

    /** Those of the subscriptions that have or move to one of the versions, in the order of their ids; ended ones too. */
    List<UUID> among(Collection<UUID> ids, Collection<UUID> versions) {
        return ids.isEmpty()
                ? List.of()
                : entityManager
                        .createQuery("SELECT s.id" + LAST_PINNED + " AND s.id IN :ids ORDER BY s.id", UUID.class)
                        .setParameter("versions", versions)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    List<Subscription> find(Collection<UUID> ids) {
        return ids.isEmpty() ? List.of() : byIds(ids).getResultList();
    }

    /** Locks them until the end of the transaction, whose turn of billing it is: who bills locks them in another order. */
    List<Subscription> lock(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : byIds(ids).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    private TypedQuery<Subscription> byIds(Collection<UUID> ids) {
        return entityManager
                .createQuery("SELECT s FROM Subscription s WHERE s.id IN :ids ORDER BY s.id", Subscription.class)
                .setParameter("ids", ids);
    }

    /** Raises the version of subscriptions whose rows do not change, so that who has read one knows. */
    void advance(List<UUID> ids) {
        UUID[] keys = ids.toArray(UUID[]::new);
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP
                            + "'subscriptions', s.xmin, to_jsonb(s) FROM subscriptions s WHERE s.id = ANY (:ids)"
                            + " ORDER BY s.id FOR NO KEY UPDATE")
                    .setParameter("ids", keys)
                    .executeUpdate();
        }
        entityManager
                .createNativeQuery("UPDATE subscriptions SET version = version + 1 WHERE id = ANY (:ids)")
                .setParameter("ids", keys)
                .executeUpdate();
    }

    void add(List<SubscriptionItem> items) {
        items.forEach(entityManager::persist);
        entityManager.flush();
    }
}
