package dev.countinghouse.metering;

import dev.countinghouse.metering.Metering.LateUsage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Sums usage: whole hours from the roll-up, hours that are stale or cut by the window from the events. */
@ApplicationScoped
class UsageQuantityRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** In the order of the windows. One statement, so roll-up and events are of the same instant. */
    List<BigDecimal> of(List<UsageWindow> windows) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        WITH asked AS (
                            SELECT w.*, date_trunc('hour', w.start + interval '1 hour' - interval '1 microsecond', 'UTC') AS first,
                                   date_trunc('hour', w.until, 'UTC') AS last
                            FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:starts AS timestamptz[]),
                                        CAST(:ends AS timestamptz[])) WITH ORDINALITY AS w (customer_id, metric_id, start, until, n)),
                        stale AS (
                            SELECT DISTINCT a.n, t.hour FROM asked a JOIN usage_touched t
                                ON t.customer_id = a.customer_id AND t.metric_id = a.metric_id AND t.hour >= a.first AND t.hour < a.last)
                        SELECT a.n,
                            (SELECT coalesce(sum(u.quantity), 0) FROM usage_metrics u
                             WHERE u.customer_id = a.customer_id AND u.metric_id = a.metric_id AND u.hour >= a.first AND u.hour < a.last
                               AND NOT EXISTS (SELECT FROM stale s WHERE s.n = a.n AND s.hour = u.hour))
                          + (SELECT coalesce(sum(e.quantity), 0) FROM stale s JOIN usage_events e
                                ON e.customer_id = a.customer_id AND e.metric_id = a.metric_id
                               AND e.occurred_at >= s.hour AND e.occurred_at < s.hour + interval '1 hour' WHERE s.n = a.n)
                          + (SELECT coalesce(sum(e.quantity), 0) FROM usage_events e
                             WHERE e.customer_id = a.customer_id AND e.metric_id = a.metric_id
                               AND ((e.occurred_at >= a.start AND e.occurred_at < least(a.first, a.until))
                                 OR (e.occurred_at >= greatest(a.last, a.first) AND e.occurred_at < a.until))) AS quantity
                        FROM asked a ORDER BY a.n""", Tuple.class)
                .setParameter("customers", texts(windows, UsageWindow::customerId))
                .setParameter("metrics", texts(windows, UsageWindow::metricId))
                .setParameter("starts", texts(windows, UsageWindow::from))
                .setParameter("ends", texts(windows, UsageWindow::to))
                .getResultList();
        return rows.stream().map(row -> row.get("quantity", BigDecimal.class)).toList();
    }

    Map<LateUsage, List<Instant>> takeLate(List<UsageWindow> windows) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        DELETE FROM usage_late l
                        USING unnest(CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[])) AS w (subscription_id, metric_id)
                        JOIN metered_spans s ON s.subscription_id = w.subscription_id AND s.metric_id = w.metric_id
                        WHERE l.customer_id = s.customer_id AND l.metric_id = s.metric_id
                          AND s.span && tstzrange(l.hour, l.hour + interval '1 hour')
                        RETURNING l.customer_id, l.metric_id, l.hour""", Tuple.class)
                .setParameter("subscriptions", texts(windows, UsageWindow::subscriptionId))
                .setParameter("metrics", texts(windows, UsageWindow::metricId))
                .getResultList();
        Map<LateUsage, List<Instant>> late = new HashMap<>();
        rows.forEach(row -> late.computeIfAbsent(
                        new LateUsage(row.get("customer_id", UUID.class), row.get("metric_id", UUID.class)),
                        ignored -> new ArrayList<>())
                .add(row.get("hour", Instant.class)));
        return late;
    }

    private static String[] texts(List<UsageWindow> windows, Function<UsageWindow, Object> value) {
        return windows.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
