package dev.countinghouse.invoicing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.UUID;

/** Invoices that subscriptions wait for the payment of. */
@ApplicationScoped
class FirstInvoiceRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * One of which something is owed.
     *
     * @param moved whether some of it was paid or credited, so that it cannot be void
     */
    record Open(UUID id, boolean moved) {}

    /** Whether one of a subscription is paid: what it waits for has come, by whatever way. */
    boolean isPaid(UUID subscriptionId) {
        return (boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM invoices WHERE subscription_id = :subscription AND status = 'paid')",
                        Boolean.class)
                .setParameter("subscription", subscriptionId)
                .getSingleResult();
    }

    /** Those of a subscription, in one order. */
    List<Open> open(UUID subscriptionId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, paid_minor > 0 OR credited_minor > 0 AS moved FROM invoices"
                                + " WHERE subscription_id = :subscription AND status IN ('finalized', 'partially_paid') ORDER BY id",
                        Tuple.class)
                .setParameter("subscription", subscriptionId)
                .getResultList();
        return rows.stream()
                .map(row -> new Open(row.get("id", UUID.class), row.get("moved", Boolean.class)))
                .toList();
    }
}
