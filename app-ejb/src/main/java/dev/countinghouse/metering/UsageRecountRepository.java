package dev.countinghouse.metering;

import dev.countinghouse.json.Json;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.money.Decimals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts usage from its events alone. What the roll-up is for billing, this is for those who check it. */
@ApplicationScoped
class UsageRecountRepository {

    private static final String WINDOWS = """
            FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:starts AS timestamptz[]),
                        CAST(:ends AS timestamptz[]), CAST(:subscriptions AS uuid[]))
                WITH ORDINALITY AS w (customer_id, metric_id, start, until, subscription_id, n)
            JOIN billable_metrics m ON m.id = w.metric_id
            """;

    private static final String USAGE = """
            WITH asked AS MATERIALIZED (
                SELECT w.n, w.customer_id, w.metric_id, w.start, w.until AS ends, CAST(:known AS timestamptz) AS known,
                    CASE WHEN m.recurring THEN CAST('-infinity' AS timestamptz) ELSE w.start END AS begins,
            """ + UsageSql.METRIC + WINDOWS + """
                ),
            buckets AS MATERIALIZED (
                SELECT b.n, h.* FROM asked b CROSS JOIN LATERAL (
                    SELECT""" + " " + UsageSql.TOTALS + """
                    , coalesce(sum(e.quantity * (extract(epoch FROM b.ends - greatest(e.occurred_at, b.start)) * 1000000))
                        FILTER (WHERE b.weighted), 0) AS weight
                    FROM""" + " "
            + UsageSql.EVENTS_KNOWN + """
                    GROUP BY 1) h)
            """ + UsageSql.BY_GROUP;

    private static final String GROUPS = """
            CAST(jsonb_strip_nulls(jsonb_object(b.group_keys,
                trim_array(e.bucket, cardinality(e.bucket) - cardinality(b.group_keys)))) AS text) AS groups
            """;

    private static final String KNOWN_WINDOWS = """
            WITH b AS MATERIALIZED (
                SELECT w.n, w.customer_id, w.metric_id, w.start AS begins, w.until AS ends, CAST(:known AS timestamptz) AS known,
            """ + UsageSql.METRIC + WINDOWS + ") ";

    private static final String KNOWN_EVENTS =
            """
            FROM b CROSS JOIN LATERAL (
                SELECT e.id, e.occurred_at, e.quantity, e.properties,""" + " " + UsageSql.BUCKET + " " + """
                 AS bucket FROM""" + " " + UsageSql.EVENTS_KNOWN + """
                ) e
            """;

    private static final String EVENTS = KNOWN_WINDOWS
            + "SELECT b.n, e.id, e.occurred_at, e.quantity, CAST(e.properties AS text) AS properties, " + GROUPS
            + KNOWN_EVENTS + "ORDER BY b.n, e.occurred_at, e.id";

    private static final String PAGE = KNOWN_WINDOWS
            + "SELECT e.id, o.source, o.transaction_id, e.occurred_at, e.quantity, o.received_at, "
            + "EXISTS (SELECT FROM usage_amendments a WHERE a.event_id = e.id AND a.made_at < b.known) AS amended, "
            + GROUPS
            + KNOWN_EVENTS + "JOIN usage_events o ON o.id = e.id"
            + " WHERE CAST(:after AS uuid) IS NULL OR e.id < :after ORDER BY e.id DESC LIMIT :most";

    private static final String HOURS = """
            WITH b AS MATERIALIZED (SELECT w.customer_id, w.metric_id, w.start, w.until,
            """ + UsageSql.METRIC + WINDOWS + """
                )
            SELECT e.hour, CASE WHEN b.unique_keys THEN count(*) ELSE sum(e.quantity) END AS quantity,
                CAST(sum(e.events) AS bigint) AS events,
            """ + GROUPS + """
            FROM b JOIN usage_metrics e ON e.customer_id = b.customer_id AND e.metric_id = b.metric_id
                AND e.hour >= date_trunc('hour', b.start, 'UTC') AND e.hour < b.until
            GROUP BY e.hour, b.unique_keys, groups ORDER BY e.hour, groups""";

    private static final String CLOSED = """
            SELECT w.n
            """ + WINDOWS + """
            WHERE EXISTS (SELECT FROM metered_spans s WHERE s.customer_id = w.customer_id AND s.metric_id = w.metric_id
                AND CASE WHEN m.recurring THEN s.closed_through IS NOT NULL
                    ELSE s.subscription_id = w.subscription_id AND s.closed_through > w.start END)""";

    private static final String IGNORED = """
            SELECT EXISTS (SELECT FROM usage_late l WHERE m.late_usage = 'ignore' AND l.customer_id = w.customer_id
                AND l.metric_id = w.metric_id AND l.hour < w.until AND (m.recurring OR l.hour + interval '1 hour' > w.start))
            """ + WINDOWS;

    private static final String SINCE = """
            SELECT EXISTS (SELECT FROM usage_touched t WHERE t.customer_id = w.customer_id AND t.metric_id = w.metric_id
                       AND t.hour < w.until AND (m.recurring OR t.hour + interval '1 hour' > w.start))
                OR EXISTS (SELECT FROM usage_late l WHERE l.customer_id = w.customer_id AND l.metric_id = w.metric_id
                       AND l.hour < w.until AND (m.recurring OR l.hour + interval '1 hour' > w.start))
                OR EXISTS (SELECT FROM metered_spans s WHERE s.customer_id = w.customer_id AND s.metric_id = w.metric_id
                       AND (m.recurring OR s.subscription_id = w.subscription_id) AND s.span @> w.start AND s.billed_through < w.until) AS waits,
                EXISTS (SELECT FROM usage_events e WHERE e.customer_id = w.customer_id AND e.metric_id = w.metric_id
                       AND e.occurred_at < w.until AND (m.recurring OR e.occurred_at >= w.start)
                       AND e.received_at BETWEEN w.known - interval '1 hour' AND w.known + interval '1 hour')
                OR EXISTS (SELECT FROM usage_amendments a WHERE a.customer_id = w.customer_id AND a.metric_id = w.metric_id
                       AND a.made_at BETWEEN w.known - interval '1 hour' AND w.known + interval '1 hour') AS near
            FROM (SELECT CAST(:subscription AS uuid) AS subscription_id, CAST(:customer AS uuid) AS customer_id, CAST(:metric AS uuid) AS metric_id,
                CAST(:start AS timestamptz) AS start, CAST(:until AS timestamptz) AS until, CAST(:known AS timestamptz) AS known) w
            JOIN billable_metrics m ON m.id = w.metric_id""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** In the order of the windows. */
    List<GroupedUsage> of(List<UsageWindow> windows, Instant known) {
        return UsageQuantityRepository.byGroup(
                rows(bind(entityManager.createNativeQuery(USAGE, Tuple.class), windows)
                        .setParameter("known", known)),
                windows.size());
    }

    /** In the order of the windows, each in the order of time. */
    List<List<MeteredEvent>> events(List<UsageWindow> windows, Instant known) {
        return UsageQuantityRepository.events(
                rows(bind(entityManager.createNativeQuery(EVENTS, Tuple.class), windows)
                        .setParameter("known", known)),
                windows.size());
    }

    List<RecountedUsage.Counted> page(UsageWindow window, Instant known, @Nullable UUID after, int most) {
        Query query = bind(entityManager.createNativeQuery(PAGE, Tuple.class), List.of(window))
                .setParameter("known", known)
                .setParameter("after", after)
                .setParameter("most", most);
        return rows(query).stream()
                .map(row -> new RecountedUsage.Counted(
                        row.get("id", UUID.class),
                        row.get("source", String.class),
                        row.get("transaction_id", String.class),
                        row.get("occurred_at", Instant.class),
                        Decimals.plain(row.get("quantity", BigDecimal.class)),
                        row.get("amended", Boolean.class),
                        row.get("received_at", Instant.class),
                        Json.read(row.get("groups", String.class), UsageQuantityRepository.GROUP)))
                .toList();
    }

    List<RecountedUsage.Hour> hours(UsageWindow window) {
        return rows(bind(entityManager.createNativeQuery(HOURS, Tuple.class), List.of(window))).stream()
                .map(row -> new RecountedUsage.Hour(
                        row.get("hour", Instant.class),
                        Json.read(row.get("groups", String.class), UsageQuantityRepository.GROUP),
                        Decimals.plain(
                                new BigDecimal(row.get("quantity", Number.class).toString())),
                        row.get("events", Long.class)))
                .toList();
    }

    Set<UsageWindow> closed(List<UsageWindow> windows) {
        return rows(bind(entityManager.createNativeQuery(CLOSED, Tuple.class), windows)).stream()
                .map(row -> windows.get(row.get("n", Number.class).intValue() - 1))
                .collect(Collectors.toSet());
    }

    boolean ignoresLate(UsageWindow window) {
        return (Boolean) bind(entityManager.createNativeQuery(IGNORED, Boolean.class), List.of(window))
                .getSingleResult();
    }

    RecountedUsage.Since since(UsageWindow window, Instant known) {
        Tuple row = (Tuple) entityManager
                .createNativeQuery(SINCE, Tuple.class)
                .setParameter("subscription", window.subscriptionId())
                .setParameter("customer", window.customerId())
                .setParameter("metric", window.metricId())
                .setParameter("start", window.from())
                .setParameter("until", window.to())
                .setParameter("known", known)
                .getSingleResult();
        return new RecountedUsage.Since(row.get("waits", Boolean.class), row.get("near", Boolean.class));
    }

    private static Query bind(Query query, List<UsageWindow> windows) {
        return query.setParameter("customers", UsageQuantityRepository.texts(windows, UsageWindow::customerId))
                .setParameter("subscriptions", UsageQuantityRepository.texts(windows, UsageWindow::subscriptionId))
                .setParameter("metrics", UsageQuantityRepository.texts(windows, UsageWindow::metricId))
                .setParameter("starts", UsageQuantityRepository.texts(windows, UsageWindow::from))
                .setParameter("ends", UsageQuantityRepository.texts(windows, UsageWindow::to));
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> rows(Query query) {
        return query.getResultList();
    }
}
