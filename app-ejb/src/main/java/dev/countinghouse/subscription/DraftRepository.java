package dev.countinghouse.subscription;

import dev.countinghouse.history.RowHistory;
import dev.countinghouse.paging.Listing;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.subscription.domain.GracePeriod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Subscriptions whose next invoice is a draft, and how long it is to be one. */
@ApplicationScoped
class DraftRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The tenant's setting as it is. */
    GracePeriod gracePeriod() {
        return new GracePeriod((Integer) entityManager
                .createNativeQuery(
                        "SELECT CAST(grace_period_days AS integer) FROM public.tenants WHERE schema_name = current_user",
                        Integer.class)
                .getSingleResult());
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
     * @return how many
     */
    int letFallDue(Instant now) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP + "'subscriptions', s.xmin, to_jsonb(s) FROM subscriptions s"
                            + " WHERE draft_until > :now FOR NO KEY UPDATE")
                    .setParameter("now", now)
                    .executeUpdate();
        }
        return entityManager
                .createNativeQuery(
                        "UPDATE subscriptions SET draft_until = :now, version = version + 1 WHERE draft_until > :now")
                .setParameter("now", now)
                .executeUpdate();
    }
}
