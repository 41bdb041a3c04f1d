package dev.countinghouse.metering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The roll-up's statements. */
@ApplicationScoped
class UsageRollUpRepository {

    private static final String ROLL_UP =
            """
            WITH batch AS MATERIALIZED (
                SELECT h.customer_id, h.metric_id, h.begins, h.begins + interval '1 hour' AS ends,
            """ + UsageSql.METRIC + """
                FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:hours AS timestamptz[]))
                    AS h (customer_id, metric_id, begins) JOIN billable_metrics m ON m.id = h.metric_id),
            taken AS (
                DELETE FROM usage_touched t USING batch b
                WHERE t.customer_id = b.customer_id AND t.metric_id = b.metric_id AND t.hour = b.begins),
            late AS (
                INSERT INTO usage_late (customer_id, metric_id, hour)
                SELECT b.customer_id, b.metric_id, b.begins FROM batch b JOIN metered_spans s
                    ON s.customer_id = b.customer_id AND s.metric_id = b.metric_id AND b.begins < s.billed_through
                   AND s.span && tstzrange(b.begins, b.ends)
                ON CONFLICT DO NOTHING),
            counted AS MATERIALIZED (
                SELECT b.customer_id, b.metric_id, b.begins AS hour, c.* FROM batch b CROSS JOIN LATERAL (
                    SELECT""" + " " + UsageSql.TOTALS + """
                    , sum(e.quantity * (extract(epoch FROM e.occurred_at - b.begins) * 1000000)) FILTER (WHERE b.weighted) AS moment
                    FROM""" + " " + UsageSql.EVENTS + """
                    GROUP BY 1) c),
            gone AS ( -- buckets that amendments emptied
                DELETE FROM usage_metrics u USING batch b
                WHERE u.customer_id = b.customer_id AND u.metric_id = b.metric_id AND u.hour = b.begins
                  AND NOT EXISTS (SELECT FROM counted c WHERE c.customer_id = u.customer_id AND c.metric_id = u.metric_id
                                      AND c.hour = u.hour AND c.bucket = u.bucket))
            INSERT INTO usage_metrics (customer_id, metric_id, hour, bucket, quantity, events, lowest, highest, last, moment)
            SELECT customer_id, metric_id, hour, bucket, quantity, events, lowest, highest, last, moment FROM counted
            ON CONFLICT (customer_id, metric_id, hour, bucket) DO UPDATE SET quantity = excluded.quantity,
                events = excluded.events, lowest = excluded.lowest, highest = excluded.highest, last = excluded.last,
                moment = excluded.moment""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Hours that were touched, of customers and metrics, as text for array parameters. */
    record Batch(String[] customers, String[] metrics, String[] hours) {

        int size() {
            return hours.length;
        }

        List<UsageRolledUp.Hour> touched() {
            return IntStream.range(0, hours.length)
                    .mapToObj(i -> new UsageRolledUp.Hour(
                            UUID.fromString(customers[i]),
                            UUID.fromString(metrics[i]),
                            Instant.parse(hours[i].replace(' ', 'T').replace("+00", "Z"))))
                    .toList();
        }
    }

    /** One roll-up of a tenant at a time: an older count must never overwrite a newer one. */
    void lock() {
        entityManager
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended('usage_roll_up:' || current_user, 0)) AS text)",
                        String.class)
                .getResultList();
    }

    /** The first touched hours in the order of their index: however many there are, no more are read. */
    Batch touched(int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT CAST(customer_id AS text) AS customer, CAST(metric_id AS text) AS metric, CAST(hour AS text) AS hour
                        FROM (SELECT DISTINCT customer_id, metric_id, hour FROM usage_touched
                              ORDER BY customer_id, metric_id, hour LIMIT :most) t""", Tuple.class)
                .setParameter("most", most)
                .getResultList();
        return new Batch(texts(rows, "customer"), texts(rows, "metric"), texts(rows, "hour"));
    }

    private static String[] texts(List<Tuple> rows, String column) {
        return rows.stream().map(row -> row.get(column, String.class)).toArray(String[]::new);
    }

    /**
     * Waits for invoices that are being written for the batch's customers: how far they have billed is known from the next
     * statement on. The batch is fixed before, so that no hour is rolled up whose customer was not waited for.
     */
    void awaitBilling(Batch batch) {
        entityManager
                .createNativeQuery("""
                        SELECT s.subscription_id FROM metered_spans s
                        WHERE (s.customer_id, s.metric_id) IN
                            (SELECT * FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[])))
                        ORDER BY s.subscription_id, s.metric_id FOR SHARE""")
                .setParameter("customers", batch.customers())
                .setParameter("metrics", batch.metrics())
                .getResultList();
    }

    void rollUp(Batch batch) {
        entityManager
                .createNativeQuery(ROLL_UP)
                .setParameter("customers", batch.customers())
                .setParameter("metrics", batch.metrics())
                .setParameter("hours", batch.hours())
                .executeUpdate();
    }
}
