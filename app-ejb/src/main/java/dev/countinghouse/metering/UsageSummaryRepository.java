package dev.countinghouse.metering;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.money.Decimals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Usage by spans of time. Hours that lie within one span are read from the roll-up; those that are stale, or that the zone or
 * the asked time cuts, from the events. An hour of closed usage, whose events are gone, counts whole where it begins.
 */
@ApplicationScoped
class UsageSummaryRepository {

    private static final String SUMMARY =
            """
            WITH metrics AS MATERIALIZED (
                SELECT m.id, m.code, m.aggregation,
            """ + UsageSql.METRIC + """
                FROM billable_metrics m WHERE (CAST(:metric AS varchar) IS NULL OR m.code = :metric)),
            asked AS MATERIALIZED (
                SELECT coalesce(CAST(:from AS timestamptz), CAST('-infinity' AS timestamptz)) AS since,
                       coalesce(CAST(:to AS timestamptz), CAST('infinity' AS timestamptz)) AS until),
            hours AS MATERIALIZED (
                SELECT u.*, date_trunc(:granularity, u.hour, :zone) AS start,
                    (u.hour < a.since OR u.hour + interval '1 hour' > a.until
                     OR date_trunc(:granularity, u.hour, :zone)
                        <> date_trunc(:granularity, u.hour + interval '1 hour' - interval '1 microsecond', :zone))
                    AND NOT EXISTS (
                        SELECT FROM metered_spans s WHERE s.customer_id = u.customer_id AND s.metric_id = u.metric_id
                           AND lower(s.span) <= u.hour AND s.closed_through >= u.hour + interval '1 hour') AS cut
                FROM asked a CROSS JOIN metrics m JOIN usage_metrics u ON u.metric_id = m.id
                WHERE (CAST(:customer AS uuid) IS NULL OR u.customer_id = :customer)
                  AND u.hour > a.since - interval '1 hour' AND u.hour < a.until),
            cells AS MATERIALIZED (
                SELECT DISTINCT h.customer_id, h.metric_id, h.hour FROM hours h WHERE h.cut
                UNION
                SELECT t.customer_id, t.metric_id, t.hour FROM usage_touched t CROSS JOIN asked a
                WHERE (CAST(:customer AS uuid) IS NULL OR t.customer_id = :customer)
                  AND t.metric_id IN (SELECT id FROM metrics) AND t.hour > a.since - interval '1 hour' AND t.hour < a.until),
            pieces AS (
                SELECT h.metric_id, h.start, h.bucket, h.quantity, h.events, h.lowest, h.highest, h.last FROM hours h
                WHERE NOT EXISTS (SELECT FROM cells c WHERE c.customer_id = h.customer_id AND c.metric_id = h.metric_id
                                      AND c.hour = h.hour)
                UNION ALL
                SELECT b.metric_id, h.start, h.bucket, h.quantity, h.events, h.lowest, h.highest, h.last FROM (
                    SELECT c.customer_id, c.metric_id, m.filter, m.weighted, m.latest, m.extremes, m.keys,
                        greatest(c.hour, a.since) AS begins, least(c.hour + interval '1 hour', a.until) AS ends
                    FROM cells c CROSS JOIN asked a JOIN metrics m ON m.id = c.metric_id) b
                CROSS JOIN LATERAL (
                    SELECT""" + " " + UsageSql.TOTALS + """
                    , date_trunc(:granularity, e.occurred_at, :zone) AS start
                    FROM""" + " " + UsageSql.EVENTS + """
                    GROUP BY bucket, start) h),
            named AS (
                SELECT p.*, m.code, m.aggregation, m.unique_keys, p.bucket[cardinality(p.bucket)] AS key, coalesce((
                    SELECT jsonb_object_agg(g.name, p.bucket[g.place]) FROM unnest(m.group_keys) WITH ORDINALITY AS g (name, place)
                    WHERE g.name = ANY (CAST(:groupBy AS text[])) AND p.bucket[g.place] IS NOT NULL), '{}') AS named
                FROM pieces p JOIN metrics m ON m.id = p.metric_id)
            SELECT start, code, CAST(named AS text) AS groups, sum(events) AS events, CASE aggregation
                WHEN 'count' THEN sum(events) WHEN 'min' THEN min(lowest) WHEN 'max' THEN max(highest)
                WHEN 'average' THEN round(sum(quantity) / sum(events), 12)
                WHEN 'latest' THEN CAST((max(last))[3] AS numeric)
                WHEN 'unique_count' THEN count(DISTINCT key)
                ELSE sum(quantity) END AS quantity
            FROM named GROUP BY start, code, aggregation, named ORDER BY start, code, named""";

    private static final TypeReference<Map<String, String>> GROUP = new TypeReference<>() {};

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    List<UsageSummaryView> of(UsageFilter filter, List<String> groupBy, String granularity, String timeZone) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(SUMMARY, Tuple.class)
                .setParameter("customer", filter.customerId())
                .setParameter("metric", filter.metric())
                .setParameter("from", filter.from())
                .setParameter("to", filter.to())
                .setParameter("granularity", granularity)
                .setParameter("zone", timeZone)
                .setParameter("groupBy", groupBy.toArray(String[]::new))
                .getResultList();
        return rows.stream()
                .map(row -> new UsageSummaryView(
                        row.get("start", Instant.class),
                        row.get("code", String.class),
                        Json.read(row.get("groups", String.class), GROUP),
                        Decimals.plain(row.get("quantity", BigDecimal.class)),
                        row.get("events", Number.class).longValue()))
                .toList();
    }
}
