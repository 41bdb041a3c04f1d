package dev.countinghouse.metering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;

/** The roll-up's statements. */
@ApplicationScoped
class UsageRollUpRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Hours that were touched, of customers and metrics, as text for array parameters. */
    record Batch(String[] customers, String[] metrics, String[] hours) {

        int size() {
            return hours.length;
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

    Batch touched(int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT DISTINCT CAST(customer_id AS text) AS customer, CAST(metric_id AS text) AS metric,"
                                + " CAST(hour AS text) AS hour FROM usage_touched ORDER BY 1, 2, 3",
                        Tuple.class)
                .setMaxResults(most)
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
                .createNativeQuery("""
                        WITH batch AS (
                            SELECT * FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:hours AS timestamptz[]))
                                AS b (customer_id, metric_id, hour)),
                        taken AS (
                            DELETE FROM usage_touched t USING batch b
                            WHERE t.customer_id = b.customer_id AND t.metric_id = b.metric_id AND t.hour = b.hour),
                        late AS (
                            INSERT INTO usage_late (customer_id, metric_id, hour)
                            SELECT b.customer_id, b.metric_id, b.hour FROM batch b JOIN metered_spans s
                                ON s.customer_id = b.customer_id AND s.metric_id = b.metric_id AND b.hour < s.billed_through
                               AND s.span && tstzrange(b.hour, b.hour + interval '1 hour')
                            ON CONFLICT DO NOTHING)
                        INSERT INTO usage_metrics (customer_id, metric_id, hour, quantity, events)
                        SELECT b.customer_id, b.metric_id, b.hour, sum(e.quantity), count(*) FROM batch b JOIN usage_events e
                            ON e.customer_id = b.customer_id AND e.metric_id = b.metric_id
                           AND e.occurred_at >= b.hour AND e.occurred_at < b.hour + interval '1 hour'
                        GROUP BY 1, 2, 3
                        ON CONFLICT (customer_id, metric_id, hour)
                            DO UPDATE SET quantity = excluded.quantity, events = excluded.events""")
                .setParameter("customers", batch.customers())
                .setParameter("metrics", batch.metrics())
                .setParameter("hours", batch.hours())
                .executeUpdate();
    }
}
