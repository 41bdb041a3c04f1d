package dev.countinghouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;

/** How much there is in the current tenant's books. */
@ApplicationScoped
class UsageReportRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Numbers of rows. */
    record Counts(long usageEvents, long invoices, long customers, long activeSubscriptions, long members) {}

    Counts counts(Instant from, Instant to) {
        Tuple row = (Tuple) entityManager
                .createNativeQuery("""
                        SELECT (SELECT coalesce(CAST(sum(events) AS bigint), 0) FROM usage_metrics
                                WHERE hour >= :from AND hour < :to) AS usage_events,
                               (SELECT count(*) FROM invoices WHERE finalized_at >= :from AND finalized_at < :to
                                   AND status <> 'skipped') AS invoices,
                               (SELECT count(*) FROM customers) AS customers,
                               (SELECT count(*) FROM subscriptions WHERE status = 'active') AS active_subscriptions,
                               (SELECT count(*) FROM public.memberships) AS members""", Tuple.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .getSingleResult();
        return new Counts(
                row.get("usage_events", Long.class),
                row.get("invoices", Long.class),
                row.get("customers", Long.class),
                row.get("active_subscriptions", Long.class),
                row.get("members", Long.class));
    }

    /** Code of the tenant's tier; empty when it has none. */
    String plan() {
        @SuppressWarnings("unchecked")
        List<String> codes = entityManager
                .createNativeQuery(
                        "SELECT p.code FROM public.subscriptions s JOIN public.plans p ON p.id = s.plan_id"
                                + " WHERE s.status <> 'canceled'",
                        String.class)
                .getResultList();
        return codes.isEmpty() ? "" : codes.getFirst();
    }
}
