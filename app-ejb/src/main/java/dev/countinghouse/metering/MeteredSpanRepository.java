package dev.countinghouse.metering;

import dev.countinghouse.history.RowHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** In which time a customer's usage of a metric is billed by which subscription, and how far it has been. */
@ApplicationScoped
class MeteredSpanRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void insert(UUID subscriptionId, UUID customerId, UUID metricId, Instant from, @Nullable Instant to) {
        entityManager
                .createNativeQuery(
                        "INSERT INTO metered_spans (subscription_id, customer_id, metric_id, span, billed_through)"
                                + " VALUES (:subscription, :customer, :metric, tstzrange(:from, CAST(:to AS timestamptz)), :from)")
                .setParameter("subscription", subscriptionId)
                .setParameter("customer", customerId)
                .setParameter("metric", metricId)
                .setParameter("from", from)
                .setParameter("to", to)
                .executeUpdate();
    }

    Map<UUID, UUID> customersOf(Collection<UUID> subscriptionIds) {
        Map<UUID, UUID> customers = new HashMap<>();
        if (!subscriptionIds.isEmpty()) {
            @SuppressWarnings("unchecked")
            List<Tuple> rows = entityManager
                    .createNativeQuery(
                            "SELECT DISTINCT subscription_id, customer_id FROM metered_spans WHERE subscription_id = ANY (:ids)",
                            Tuple.class)
                    .setParameter("ids", subscriptionIds.toArray(UUID[]::new))
                    .getResultList();
            rows.forEach(
                    row -> customers.put(row.get("subscription_id", UUID.class), row.get("customer_id", UUID.class)));
        }
        return customers;
    }

    /** Moves how far usage has been billed, and so locks the spans until the end of the transaction. */
    void billThrough(List<UsageWindow> windows) {
        String[] subscriptions = texts(windows, UsageWindow::subscriptionId);
        String[] metrics = texts(windows, UsageWindow::metricId);
        if (RowHistory.isKept()) {
            keep(subscriptions, metrics);
        }
        entityManager
                .createNativeQuery("""
                        WITH asked AS (
                            SELECT * FROM unnest(CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[]),
                                                 CAST(:until AS timestamptz[])) AS u (subscription_id, metric_id, until)),
                        locked AS ( -- in one order everywhere: no deadlock
                            SELECT s.subscription_id, s.metric_id, a.until FROM metered_spans s JOIN asked a
                                ON a.subscription_id = s.subscription_id AND a.metric_id = s.metric_id
                            ORDER BY s.subscription_id, s.metric_id FOR NO KEY UPDATE OF s)
                        UPDATE metered_spans s SET billed_through = greatest(s.billed_through, l.until)
                        FROM locked l WHERE s.subscription_id = l.subscription_id AND s.metric_id = l.metric_id""")
                .setParameter("subscriptions", subscriptions)
                .setParameter("metrics", metrics)
                .setParameter("until", texts(windows, UsageWindow::to))
                .executeUpdate();
    }

    private void keep(String[] subscriptions, String[] metrics) {
        entityManager
                .createNativeQuery(RowHistory.KEEP + """
                        'metered_spans', s.xmin, to_jsonb(s) FROM metered_spans s
                        WHERE (s.subscription_id, s.metric_id) IN
                            (SELECT * FROM unnest(CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[])))
                        ORDER BY s.subscription_id, s.metric_id FOR NO KEY UPDATE OF s""")
                .setParameter("subscriptions", subscriptions)
                .setParameter("metrics", metrics)
                .executeUpdate();
    }

    private static String[] texts(List<UsageWindow> windows, Function<UsageWindow, Object> value) {
        return windows.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
