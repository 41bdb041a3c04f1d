package dev.countinghouse.metering;

import dev.countinghouse.ids.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What came in, and what has become of it. */
@ApplicationScoped
class ReconciliationRepository {

    private static final Duration SKEW = Duration.ofHours(1); // between the clocks that ids and received_at are of

    private static final String HOURS = """
            WITH intake AS (
                SELECT date_trunc('hour', received_at, 'UTC') AS hour, sum(stored) AS stored,
                       sum(duplicates) AS duplicates, sum(rejected) AS rejected
                FROM usage_intake
                WHERE id >= :first AND id < :last AND received_at >= :from AND received_at < :to GROUP BY 1),
            within AS ( -- usage is billed within its period too
                SELECT i.subscription_id FROM subscription_items i JOIN plan_versions v ON v.id = i.plan_version_id
                WHERE v.charges @> '[{"kind": "usage", "timing": "advance"}]' OR v.usage_thresholds IS NOT NULL),
            events AS (
                SELECT date_trunc('hour', e.received_at, 'UTC') AS hour, count(*) AS stored,
                       count(*) FILTER (WHERE e.occurred_at < s.billed_through AND NOT EXISTS (
                                SELECT FROM usage_late l WHERE l.customer_id = e.customer_id
                                AND l.metric_id = e.metric_id AND l.hour = date_trunc('hour', e.occurred_at, 'UTC')
                                UNION ALL SELECT FROM usage_touched t WHERE t.customer_id = e.customer_id
                                AND t.metric_id = e.metric_id AND t.hour = date_trunc('hour', e.occurred_at, 'UTC'))
                            OR (e.occurred_at < s.billed_through OR s.subscription_id IN (SELECT subscription_id FROM within))
                            AND EXISTS ( -- within the period, or the hour changed after it was billed, but not by this event
                                SELECT FROM invoices i JOIN invoice_lines n ON n.invoice_id = i.id
                                JOIN billable_metrics m ON m.code = n.metric AND m.id = e.metric_id
                                WHERE i.subscription_id = s.subscription_id
                                  AND i.created_at >= e.received_at AND n.period @> e.occurred_at)
                       ) AS invoiced
                FROM usage_events e LEFT JOIN metered_spans s
                    ON s.customer_id = e.customer_id AND s.metric_id = e.metric_id AND s.span @> e.occurred_at
                WHERE e.id >= :first AND e.id < :last AND e.received_at >= :from AND e.received_at < :to
                GROUP BY 1),
            deleted AS (SELECT received_hour AS hour, events AS deleted FROM usage_deleted
                        WHERE received_hour >= :from AND received_hour < :to)
            SELECT hour, coalesce(i.stored, 0) AS stored, coalesce(i.duplicates, 0) AS duplicates,
                   coalesce(i.rejected, 0) AS rejected, coalesce(e.stored, 0) AS events,
                   coalesce(e.invoiced, 0) AS invoiced, coalesce(d.deleted, 0) AS deleted
            FROM intake i FULL JOIN events e USING (hour) FULL JOIN deleted d USING (hour) ORDER BY hour""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void add(int stored, int duplicates, int rejected) {
        entityManager
                .createNativeQuery("INSERT INTO usage_intake (id, stored, duplicates, rejected)"
                        + " VALUES (:id, :stored, :duplicates, :rejected)")
                .setParameter("id", Ids.next())
                .setParameter("stored", stored)
                .setParameter("duplicates", duplicates)
                .setParameter("rejected", rejected)
                .executeUpdate();
    }

    /**
     * Hours that something was received in. Ids rise with the time that events came at, so what is of a window is found
     * by its key.
     */
    List<ReconciliationView> hours(Instant from, Instant to) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(HOURS, Tuple.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("first", Ids.firstOf(from.minus(SKEW)))
                .setParameter("last", Ids.firstOf(to.plus(SKEW)))
                .getResultList();
        return rows.stream().map(ReconciliationRepository::view).toList();
    }

    private static ReconciliationView view(Tuple row) {
        return ReconciliationView.of(
                row.get("hour", Instant.class),
                new ReconciliationView.Received(
                        number(row, "stored"), number(row, "duplicates"), number(row, "rejected")),
                number(row, "events"),
                number(row, "invoiced"),
                number(row, "deleted"));
    }

    private static long number(Tuple row, String column) {
        return ((Number) row.get(column)).longValue();
    }
}
