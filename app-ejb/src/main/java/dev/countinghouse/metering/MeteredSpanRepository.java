package dev.countinghouse.metering;

import dev.countinghouse.history.RowHistory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
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

    void insert(List<BilledSpan> spans) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO metered_spans (subscription_id, customer_id, metric_id, span, billed_through)
                        SELECT u.subscription_id, u.customer_id, u.metric_id, tstzrange(u.since, u.until), u.since
                        FROM unnest(CAST(:subscriptions AS uuid[]), CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]),
                                    CAST(:since AS timestamptz[]), CAST(:until AS timestamptz[]))
                            AS u (subscription_id, customer_id, metric_id, since, until)""")
                .setParameter("subscriptions", texts(spans, BilledSpan::subscriptionId))
                .setParameter("customers", texts(spans, BilledSpan::customerId))
                .setParameter("metrics", texts(spans, BilledSpan::metricId))
                .setParameter("since", texts(spans, BilledSpan::from))
                .setParameter("until", texts(spans, BilledSpan::to))
                .executeUpdate();
    }

    /** Ends what reaches beyond the beginning of the spans given; what would begin then is empty. */
    void end(List<BilledSpan> from) {
        if (RowHistory.isKept()) {
            entityManager
                    .createNativeQuery(RowHistory.KEEP + """
                            'metered_spans', s.xmin, to_jsonb(s) FROM metered_spans s
                            JOIN unnest(CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[]), CAST(:ends AS timestamptz[]))
                                AS u (subscription_id, metric_id, ends)
                                ON s.subscription_id = u.subscription_id AND s.metric_id = u.metric_id
                            WHERE s.span && tstzrange(u.ends, NULL)
                            ORDER BY s.subscription_id, s.metric_id FOR NO KEY UPDATE OF s""")
                    .setParameter("subscriptions", texts(from, BilledSpan::subscriptionId))
                    .setParameter("metrics", texts(from, BilledSpan::metricId))
                    .setParameter("ends", texts(from, BilledSpan::from))
                    .executeUpdate();
        }
        entityManager
                .createNativeQuery("""
                        UPDATE metered_spans s SET span = tstzrange(lower(s.span), greatest(lower(s.span), u.ends))
                        FROM unnest(CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[]), CAST(:ends AS timestamptz[]))
                            AS u (subscription_id, metric_id, ends)
                        WHERE s.subscription_id = u.subscription_id AND s.metric_id = u.metric_id
                          AND s.span && tstzrange(u.ends, NULL)""")
                .setParameter("subscriptions", texts(from, BilledSpan::subscriptionId))
                .setParameter("metrics", texts(from, BilledSpan::metricId))
                .setParameter("ends", texts(from, BilledSpan::from))
                .executeUpdate();
    }

    /** Why spans cannot be billed; those that can are absent. */
    Map<BilledSpan, Metering.Obstacle> obstacles(List<BilledSpan> wanted) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT u.place, bool_or(s.subscription_id = u.subscription_id) AS own
                        FROM unnest(CAST(:subscriptions AS uuid[]), CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]),
                                    CAST(:since AS timestamptz[]), CAST(:until AS timestamptz[]))
                            WITH ORDINALITY AS u (subscription_id, customer_id, metric_id, since, until, place)
                        JOIN metered_spans s ON s.customer_id = u.customer_id AND s.metric_id = u.metric_id
                            AND (s.subscription_id = u.subscription_id OR s.span && tstzrange(u.since, u.until))
                        GROUP BY 1""", Tuple.class)
                .setParameter("subscriptions", texts(wanted, BilledSpan::subscriptionId))
                .setParameter("customers", texts(wanted, BilledSpan::customerId))
                .setParameter("metrics", texts(wanted, BilledSpan::metricId))
                .setParameter("since", texts(wanted, BilledSpan::from))
                .setParameter("until", texts(wanted, BilledSpan::to))
                .getResultList();
        Map<BilledSpan, Metering.Obstacle> obstacles = new HashMap<>();
        rows.forEach(row -> obstacles.put(
                wanted.get(row.get("place", Number.class).intValue() - 1),
                row.get("own", Boolean.class) ? Metering.Obstacle.BILLED_BEFORE : Metering.Obstacle.BILLED_BY_ANOTHER));
        return obstacles;
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
        @Nullable String[] subscriptions = texts(windows, UsageWindow::subscriptionId);
        @Nullable String[] metrics = texts(windows, UsageWindow::metricId);
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

    /** Those of some moments that lie in closed usage; until the transaction ends no more is closed of theirs. */
    List<ClosedUsage.Moment> closed(List<ClosedUsage.Moment> moments) {
        @Nullable String[] customers = texts(moments, ClosedUsage.Moment::customerId);
        @Nullable String[] metrics = texts(moments, ClosedUsage.Moment::metricId);
        entityManager
                .createNativeQuery("""
                        SELECT s.subscription_id FROM metered_spans s
                        WHERE (s.customer_id, s.metric_id) IN
                            (SELECT * FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[])))
                        ORDER BY s.subscription_id, s.metric_id FOR SHARE""")
                .setParameter("customers", customers)
                .setParameter("metrics", metrics)
                .getResultList();
        @SuppressWarnings("unchecked")
        List<Number> places = entityManager
                .createNativeQuery("""
                        SELECT m.n FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:times AS timestamptz[]))
                            WITH ORDINALITY AS m (customer_id, metric_id, at, n)
                        JOIN metered_spans s ON s.customer_id = m.customer_id AND s.metric_id = m.metric_id
                            AND s.span @> m.at AND m.at < s.closed_through""")
                .setParameter("customers", customers)
                .setParameter("metrics", metrics)
                .setParameter("times", texts(moments, ClosedUsage.Moment::at))
                .getResultList();
        return places.stream().map(place -> moments.get(place.intValue() - 1)).toList();
    }

    private void keep(@Nullable String[] subscriptions, @Nullable String[] metrics) {
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

    private static <T> @Nullable String[] texts(List<T> spans, Function<T, @Nullable Object> value) {
        return spans.stream()
                .map(value)
                .map(object -> object == null ? null : object.toString())
                .toArray(String[]::new);
    }
}
