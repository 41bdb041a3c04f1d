package dev.countinghouse.subscription;

import dev.countinghouse.subscription.DatedChangeView.State;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is planned for days to come, of the current tenant. */
@ApplicationScoped
class DatedChangeRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Written at once, so that a second one of a subscription is refused here and not at the commit. */
    void add(DatedChange change) {
        entityManager.persist(change);
        entityManager.flush();
    }

    void flush() {
        entityManager.flush();
    }

    DatedChange require(UUID id) {
        return Objects.requireNonNull(entityManager.find(DatedChange.class, id), "no change " + id);
    }

    /** The one that a subscription waits for; empty for none. */
    Optional<DatedChange> planned(UUID subscriptionId) {
        return entityManager
                .createQuery(
                        "SELECT c FROM DatedChange c WHERE c.subscriptionId = :subscription AND c.state = :planned",
                        DatedChange.class)
                .setParameter("subscription", subscriptionId)
                .setParameter("planned", State.PLANNED)
                .getResultStream()
                .findFirst();
    }

    /**
     * The one that is done next.
     *
     * @param subscriptionId whose; null: of all
     */
    Optional<DatedChange> earliest(@Nullable UUID subscriptionId) {
        return subscriptionId == null
                ? entityManager
                        .createQuery(
                                "SELECT c FROM DatedChange c WHERE c.state = :planned ORDER BY c.dueAt, c.id",
                                DatedChange.class)
                        .setParameter("planned", State.PLANNED)
                        .setMaxResults(1)
                        .getResultStream()
                        .findFirst()
                : planned(subscriptionId);
    }

    /** The one that was planned last of each subscription, by its id. */
    Map<UUID, DatedChange> last(Collection<UUID> subscriptionIds) {
        if (subscriptionIds.isEmpty()) {
            return Map.of();
        }
        @SuppressWarnings("unchecked")
        List<DatedChange> last = entityManager
                .createNativeQuery("""
                        SELECT DISTINCT ON (subscription_id) id, subscription_id, kind, due_on, due_at, begins_period, plan_version_id,
                            quantity, proration, created_at, state, settled_at, failure, version
                        FROM dated_changes WHERE subscription_id = ANY (:ids) ORDER BY subscription_id, id DESC""", DatedChange.class)
                .setParameter("ids", subscriptionIds.toArray(UUID[]::new))
                .getResultList();
        return last.stream().collect(Collectors.toMap(DatedChange::subscriptionId, Function.identity()));
    }
}
