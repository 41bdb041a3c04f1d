package dev.countinghouse.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Which subscriptions of the current tenant end and give back then what was paid for days after it. Few at a time, by an index of theirs. */
@ApplicationScoped
class EndingRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<UUID> toRefund() {
        @SuppressWarnings("unchecked")
        List<UUID> found = entityManager
                .createNativeQuery(
                        "SELECT id FROM subscriptions WHERE refunds_unused AND unused_refunded_at IS NULL AND status = 'ended'"
                                + " ORDER BY ends_on, id LIMIT 1",
                        UUID.class)
                .getResultList();
        return found.stream().findFirst();
    }

    /** Never before a boundary that is still to be billed, also where the database knows other time zones: that one would wait for itself. */
    Optional<Instant> nextToRefund() {
        @SuppressWarnings("unchecked")
        List<Instant> found = entityManager
                .createNativeQuery(
                        "SELECT min(coalesce(draft_until, greatest(next_billing_at, CAST(ends_on AS timestamp) AT TIME ZONE time_zone)))"
                                + " FROM subscriptions"
                                + " WHERE refunds_unused AND unused_refunded_at IS NULL AND status <> 'ended' AND parked_at IS NULL",
                        Instant.class)
                .getResultList();
        return found.stream().filter(Objects::nonNull).findFirst();
    }
}
