package dev.countinghouse.metering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The roll-up's statements. */
@ApplicationScoped
class UsageRollUpRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** One roll-up of a tenant at a time: an older count must never overwrite a newer one. */
    void lock() {
        entityManager
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended('usage_roll_up:' || current_user, 0)) AS text)",
                        String.class)
                .getResultList();
        // waits for invoices that are being written for these customers, and then sees how far they have billed
        entityManager
                .createNativeQuery(
                        "SELECT s.subscription_id FROM metered_spans s WHERE EXISTS (SELECT FROM usage_touched t"
                                + " WHERE t.customer_id = s.customer_id AND t.metric_id = s.metric_id)"
                                + " ORDER BY s.subscription_id, s.metric_id FOR SHARE OF s")
                .getResultList();
    }

    int rollUp(int most) {
        Number hours = (Number)
                entityManager.createNativeQuery("""
                        WITH batch AS (
                            SELECT DISTINCT customer_id, metric_id, hour FROM usage_touched ORDER BY 1, 2, 3 LIMIT :most),
                        taken AS (
                            DELETE FROM usage_touched t USING batch b
                            WHERE t.customer_id = b.customer_id AND t.metric_id = b.metric_id AND t.hour = b.hour),
                        late AS (
                            INSERT INTO usage_late (customer_id, metric_id, hour)
                            SELECT b.customer_id, b.metric_id, b.hour FROM batch b JOIN metered_spans s
                                ON s.customer_id = b.customer_id AND s.metric_id = b.metric_id AND b.hour < s.billed_through
                               AND s.span && tstzrange(b.hour, b.hour + interval '1 hour')
                            ON CONFLICT DO NOTHING),
                        counted AS (
                            INSERT INTO usage_metrics (customer_id, metric_id, hour, quantity, events)
                            SELECT b.customer_id, b.metric_id, b.hour, sum(e.quantity), count(*) FROM batch b JOIN usage_events e
                                ON e.customer_id = b.customer_id AND e.metric_id = b.metric_id
                               AND e.occurred_at >= b.hour AND e.occurred_at < b.hour + interval '1 hour'
                            GROUP BY 1, 2, 3
                            ON CONFLICT (customer_id, metric_id, hour)
                                DO UPDATE SET quantity = excluded.quantity, events = excluded.events)
                        SELECT count(*) FROM batch""").setParameter("most", most).getSingleResult();
        return hours.intValue();
    }
}
