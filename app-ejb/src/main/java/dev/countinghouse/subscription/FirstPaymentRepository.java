package dev.countinghouse.subscription;

import dev.countinghouse.history.RowHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Which subscriptions of the current tenant wait for the payment of their first invoice. */
@ApplicationScoped
class FirstPaymentRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<FirstPayments.Awaited> earliest() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, customer_id, pay_by FROM subscriptions WHERE status = 'incomplete' AND parked_at IS NULL"
                                + " ORDER BY pay_by, id LIMIT 1",
                        Tuple.class)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new FirstPayments.Awaited(
                        row.get("id", UUID.class),
                        row.get("customer_id", UUID.class),
                        row.get("pay_by", Instant.class)));
    }

    FirstPayments.Standing lock(UUID id) {
        @SuppressWarnings("unchecked")
        List<String> found = entityManager
                .createNativeQuery(
                        "SELECT CASE WHEN pay_by IS NULL THEN 'OTHER' WHEN status = 'incomplete' THEN 'WAITS' ELSE 'EXPIRED' END"
                                + " FROM subscriptions WHERE id = :id FOR NO KEY UPDATE",
                        String.class)
                .setParameter("id", id)
                .getResultList();
        return found.stream().findFirst().map(FirstPayments.Standing::valueOf).orElse(FirstPayments.Standing.OTHER);
    }

    /**
     * Ends the waiting of one, if it waits. By a statement, so that whoever books money waits for whoever changes the subscription, and is not
     * refused.
     *
     * @return its customer; empty when it does not wait
     */
    Optional<UUID> complete(UUID id) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP
                            + "'subscriptions', s.xmin, to_jsonb(s) FROM subscriptions s WHERE s.id = :id AND s.status = 'incomplete'"
                            + " FOR NO KEY UPDATE")
                    .setParameter("id", id)
                    .executeUpdate();
        }
        @SuppressWarnings("unchecked")
        List<UUID> customers = entityManager
                .createNativeQuery(
                        "UPDATE subscriptions SET status = 'active', pay_by = NULL, parked_at = NULL, parked_reason = NULL, version = version + 1"
                                + " WHERE id = :id AND status = 'incomplete' RETURNING customer_id",
                        UUID.class)
                .setParameter("id", id)
                .getResultList();
        return customers.stream().findFirst();
    }
}
