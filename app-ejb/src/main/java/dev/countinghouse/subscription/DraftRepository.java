package dev.countinghouse.subscription;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.subscription.domain.GracePeriod;
import dev.countinghouse.subscription.domain.GracePeriods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscriptions whose next invoice is a draft, and how long it is to be one. */
@ApplicationScoped
class DraftRepository {

    private static final String WAITING =
            " WHERE s.draft_until > :now AND (CAST(:customer AS uuid) IS NULL OR s.customer_id = :customer)";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The settings as they are: the tenant's, and those that customers have of their own. */
    GracePeriods gracePeriods(Collection<UUID> customers) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT CAST(NULL AS uuid) AS customer_id, CAST(grace_period_days AS integer) AS days
                        FROM public.tenants WHERE schema_name = current_user
                        UNION ALL
                        SELECT id, CAST(grace_period_days AS integer) FROM customers
                        WHERE id = ANY (:customers) AND grace_period_days IS NOT NULL""", Tuple.class)
                .setParameter("customers", customers.toArray(UUID[]::new))
                .getResultList();
        GracePeriod usual = new GracePeriod(0);
        Map<UUID, GracePeriod> own = new HashMap<>();
        for (Tuple row : rows) {
            @Nullable UUID customer = row.get("customer_id", UUID.class);
            GracePeriod grace = new GracePeriod(row.get("days", Integer.class));
            if (customer == null) {
                usual = grace;
            } else {
                own.put(customer, grace);
            }
        }
        return new GracePeriods(usual, own);
    }

    /** Newest subscription first. */
    Page<Subscription> list(@Nullable UUID customerId, PageRequest page) {
        return Listing.of(entityManager, Subscription.class)
                .whereGiven("draftUntil", true)
                .whereGiven("parkedAt", false)
                .where("customerId", customerId)
                .page(page, Subscription::id);
    }

    /** One that has a draft and is billed at present, locked. */
    Optional<Subscription> lock(UUID id) {
        return entityManager
                .createQuery(
                        "SELECT s FROM Subscription s WHERE s.id = :id AND s.parkedAt IS NULL AND s.draftUntil IS NOT NULL",
                        Subscription.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }

    /**
     * Lets drafts that wait fall due, so that it is seen anew how long they wait.
     *
     * @param customerId whose; null: of all
     * @return how many
     */
    int letFallDue(@Nullable UUID customerId, Instant now) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP + "'subscriptions', s.xmin, to_jsonb(s) FROM subscriptions s"
                            + WAITING + " FOR NO KEY UPDATE")
                    .setParameter("now", now)
                    .setParameter("customer", customerId)
                    .executeUpdate();
        }
        return entityManager
                .createNativeQuery("UPDATE subscriptions s SET draft_until = :now, version = version + 1" + WAITING)
                .setParameter("now", now)
                .setParameter("customer", customerId)
                .executeUpdate();
    }
}
