package dev.countinghouse.metering;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.metering.Metering.LateUsage;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.metering.domain.UsageTotals;
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
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Sums usage: whole hours from the roll-up, hours that are stale or cut by the window from the events. */
@ApplicationScoped
class UsageQuantityRepository {

    /** A recurring metric reads all usage before the end; what its weighted sum had before is its level for the whole period. */
    private static final String USAGE =
            """
            WITH asked AS MATERIALIZED (
                SELECT w.n, w.customer_id, w.metric_id, w.start, w.until, extract(epoch FROM w.until - w.start) * 1000000 AS micros,
                    CASE WHEN m.recurring THEN CAST('-infinity' AS timestamptz) ELSE w.start END AS since,
            """ + UsageSql.METRIC + """
                FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:starts AS timestamptz[]),
                            CAST(:ends AS timestamptz[])) WITH ORDINALITY AS w (customer_id, metric_id, start, until, n)
                JOIN billable_metrics m ON m.id = w.metric_id),
            cut AS MATERIALIZED (
                SELECT a.n, t.hour FROM asked a CROSS JOIN LATERAL (
                    SELECT t.hour FROM usage_touched t WHERE t.customer_id = a.customer_id AND t.metric_id = a.metric_id
                       AND t.hour >= date_trunc('hour', a.since, 'UTC') AND t.hour < a.until OFFSET 0) t
                UNION
                SELECT a.n, date_trunc('hour', i.at, 'UTC') FROM asked a CROSS JOIN LATERAL (VALUES (a.start), (a.until)) i (at)
                WHERE i.at <> date_trunc('hour', i.at, 'UTC')),
            pieces AS (
                SELECT a.n, u.bucket, u.quantity, u.events, u.lowest, u.highest, u.last, CASE
                    WHEN NOT a.weighted THEN 0
                    WHEN u.hour < a.start THEN u.quantity * a.micros
                    ELSE u.quantity * (extract(epoch FROM a.until - u.hour) * 1000000) - u.moment END AS weight
                FROM asked a CROSS JOIN LATERAL ( -- OFFSET keeps it window by window, by the key
                    SELECT u.* FROM usage_metrics u WHERE u.customer_id = a.customer_id AND u.metric_id = a.metric_id
                       AND u.hour >= date_trunc('hour', a.since, 'UTC') AND u.hour < a.until OFFSET 0) u
                WHERE NOT EXISTS (SELECT FROM cut c WHERE c.n = a.n AND c.hour = u.hour)
                UNION ALL
                SELECT b.n, h.* FROM (
                    SELECT a.*, greatest(a.since, c.hour) AS begins, least(a.until, c.hour + interval '1 hour') AS ends
                    FROM cut c JOIN asked a ON a.n = c.n) b
                CROSS JOIN LATERAL (
                    SELECT""" + " " + UsageSql.TOTALS + """
                    , coalesce(sum(e.quantity * (extract(epoch FROM b.until - greatest(e.occurred_at, b.start)) * 1000000))
                        FILTER (WHERE b.weighted), 0) AS weight
                    FROM""" + " " + UsageSql.EVENTS + """
                    GROUP BY 1) h),
            buckets AS MATERIALIZED (
                SELECT n, bucket, sum(quantity) AS quantity, sum(events) AS events, min(lowest) AS lowest, max(highest) AS highest,
                    max(last) AS last, sum(weight) AS weight FROM pieces GROUP BY n, bucket)
            """ + UsageSql.BY_GROUP;

    private static final String EVENTS =
            """
            WITH b AS MATERIALIZED (
                SELECT w.n, w.customer_id, w.metric_id, w.begins, w.ends,
            """ + UsageSql.METRIC + """
                FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:starts AS timestamptz[]),
                            CAST(:ends AS timestamptz[])) WITH ORDINALITY AS w (customer_id, metric_id, begins, ends, n)
                JOIN billable_metrics m ON m.id = w.metric_id)
            SELECT b.n, e.id, e.occurred_at, e.quantity, CAST(e.properties AS text) AS properties,
                CAST(jsonb_strip_nulls(jsonb_object(b.group_keys,
                    trim_array(e.bucket, cardinality(e.bucket) - cardinality(b.group_keys)))) AS text) AS groups
            FROM b CROSS JOIN LATERAL (
                SELECT e.id, e.occurred_at, e.quantity, e.properties,""" + " " + UsageSql.BUCKET + " " + """
                 AS bucket FROM""" + " " + UsageSql.EVENTS + """
                ) e
            ORDER BY b.n, e.occurred_at, e.id""";

    static final TypeReference<Map<String, String>> GROUP = new TypeReference<>() {};
    private static final TypeReference<List<Map<String, String>>> GROUPS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** In the order of the windows. One statement, so roll-up and events are of the same instant. */
    List<GroupedUsage> of(List<UsageWindow> windows) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(USAGE, Tuple.class)
                .setParameter("customers", texts(windows, UsageWindow::customerId))
                .setParameter("metrics", texts(windows, UsageWindow::metricId))
                .setParameter("starts", texts(windows, UsageWindow::from))
                .setParameter("ends", texts(windows, UsageWindow::to))
                .getResultList();
        return byGroup(rows, windows.size());
    }

    /** Rows of {@link UsageSql#BY_GROUP}, window by window. */
    static List<GroupedUsage> byGroup(List<Tuple> rows, int windows) {
        List<Map<Map<String, String>, UsageTotals>> totals = IntStream.range(0, windows)
                .mapToObj(window -> new HashMap<Map<String, String>, UsageTotals>())
                .collect(toList());
        List<Map<Set<Map<String, String>>, Long>> keys = IntStream.range(0, windows)
                .mapToObj(window -> new HashMap<Set<Map<String, String>>, Long>())
                .collect(toList());
        for (Tuple row : rows) {
            int window = row.get("n", Number.class).intValue() - 1;
            if (row.get("unique_keys") == null) {
                totals.get(window).put(Json.read(row.get("groups", String.class), GROUP), totals(row));
            } else {
                keys.get(window)
                        .put(
                                Set.copyOf(Json.read(row.get("groups", String.class), GROUPS)),
                                row.get("unique_keys", Number.class).longValue());
            }
        }
        return IntStream.range(0, windows)
                .mapToObj(i -> new GroupedUsage(totals.get(i), keys.get(i)))
                .toList();
    }

    private static UsageTotals totals(Tuple row) {
        String last = row.get("last", String.class);
        return new UsageTotals(
                row.get("events", Number.class).longValue(),
                row.get("quantity", BigDecimal.class),
                row.get("lowest", BigDecimal.class),
                row.get("highest", BigDecimal.class),
                last == null ? null : last(Json.read(last, TEXTS)),
                row.get("weight", BigDecimal.class));
    }

    private static UsageTotals.Last last(List<String> texts) {
        return new UsageTotals.Last(
                Instant.parse(texts.get(0)), UUID.fromString(texts.get(1)), new BigDecimal(texts.get(2)));
    }

    /** The events of windows as they count, in the order of time. */
    List<List<MeteredEvent>> events(List<UsageWindow> windows) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(EVENTS, Tuple.class)
                .setParameter("customers", texts(windows, UsageWindow::customerId))
                .setParameter("metrics", texts(windows, UsageWindow::metricId))
                .setParameter("starts", texts(windows, UsageWindow::from))
                .setParameter("ends", texts(windows, UsageWindow::to))
                .getResultList();
        return events(rows, windows.size());
    }

    /** Events as rows, window by window. */
    static List<List<MeteredEvent>> events(List<Tuple> rows, int windows) {
        List<List<MeteredEvent>> events = IntStream.range(0, windows)
                .mapToObj(window -> new ArrayList<MeteredEvent>())
                .collect(toList());
        for (Tuple row : rows) {
            events.get(row.get("n", Number.class).intValue() - 1)
                    .add(new MeteredEvent(
                            row.get("id", UUID.class),
                            row.get("occurred_at", Instant.class),
                            Json.read(row.get("groups", String.class), GROUP),
                            row.get("quantity", BigDecimal.class),
                            Json.readObject(row.get("properties", String.class))));
        }
        return events;
    }

    /** What is closed of an hour that closed usage ends in did not change. */
    Map<LateUsage, List<Instant>> takeLate(List<UsageWindow> windows) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        DELETE FROM usage_late l
                        USING unnest(CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[])) AS w (subscription_id, metric_id)
                        JOIN metered_spans s ON s.subscription_id = w.subscription_id AND s.metric_id = w.metric_id
                        WHERE l.customer_id = s.customer_id AND l.metric_id = s.metric_id
                          AND s.span && tstzrange(l.hour, l.hour + interval '1 hour')
                          AND (s.closed_through IS NULL OR l.hour + interval '1 hour' > s.closed_through)
                        RETURNING l.customer_id, l.metric_id, greatest(l.hour, s.closed_through) AS hour""", Tuple.class)
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

    static String[] texts(List<UsageWindow> windows, Function<UsageWindow, Object> value) {
        return windows.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
