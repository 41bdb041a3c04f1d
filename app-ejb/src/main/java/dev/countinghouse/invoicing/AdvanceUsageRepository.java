package dev.countinghouse.invoicing;

import dev.countinghouse.metering.UsageRolledUp.Hour;
import dev.countinghouse.subscription.DueBilling;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which subscriptions have new usage to be billed within its period, in advance or when it reaches a threshold, and when. Those that are
 * parked or wait for their first payment wait, and those whose invoice of before is a draft.
 */
@ApplicationScoped
class AdvanceUsageRepository {

    private static final String NOTE = """
            WITH charged AS MATERIALIZED (
                SELECT v.id AS plan_version_id, CAST(c ->> 'metric_id' AS uuid) AS metric_id,
                       CAST(CASE c ->> 'timing' WHEN 'advance' THEN :advance ELSE :thresholds END AS timestamptz) AS due_at
                FROM plan_versions v CROSS JOIN jsonb_array_elements(v.charges) c
                WHERE (v.charges @> '[{"kind": "usage", "timing": "advance"}]' OR v.usage_thresholds IS NOT NULL)
                  AND c ->> 'kind' = 'usage' AND (c ->> 'timing' = 'advance' OR v.usage_thresholds IS NOT NULL))
            INSERT INTO advance_usage (subscription_id, due_at)
            SELECT s.subscription_id, min(c.due_at)
            FROM charged c JOIN subscription_items i ON i.plan_version_id = c.plan_version_id
            JOIN metered_spans s ON s.subscription_id = i.subscription_id AND s.metric_id = c.metric_id
            JOIN unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:hours AS timestamptz[]))
                AS h (customer_id, metric_id, begins) ON h.customer_id = s.customer_id AND h.metric_id = s.metric_id
               AND s.span && tstzrange(h.begins, h.begins + interval '1 hour') AND h.begins + interval '1 hour' > s.billed_through
            WHERE NOT EXISTS ( -- another version took over, whatever the zone
                SELECT FROM subscription_items n WHERE n.subscription_id = i.subscription_id
                  AND n.effective_on > coalesce(i.effective_on, '-infinity')
                  AND n.effective_on < CAST(h.begins AT TIME ZONE 'UTC' AS date))
            GROUP BY s.subscription_id
            ON CONFLICT DO NOTHING RETURNING due_at""";

    private static final String WAITING = """
            SELECT a.subscription_id, a.due_at FROM advance_usage a JOIN subscriptions s ON s.id = a.subscription_id
            WHERE s.parked_at IS NULL AND s.draft_until IS NULL AND s.status <> 'incomplete' ORDER BY a.due_at, a.subscription_id LIMIT 1""";

    private static final String TAKE = """
            WITH due AS (
                SELECT a.subscription_id FROM advance_usage a JOIN subscriptions s ON s.id = a.subscription_id
                WHERE s.parked_at IS NULL AND s.draft_until IS NULL AND s.status <> 'incomplete' AND a.due_at <= :asOf
                  AND a.due_at < coalesce((SELECT min(coalesce(draft_until, next_billing_at)) FROM subscriptions
                                           WHERE parked_at IS NULL AND pay_by IS NULL AND (NOT :alone OR id = CAST(:subscription AS uuid))), 'infinity')
                  AND (CAST(:subscription AS uuid) IS NULL OR a.subscription_id = :subscription)
                ORDER BY a.due_at, a.subscription_id LIMIT :most)
            DELETE FROM advance_usage a USING due d WHERE a.subscription_id = d.subscription_id
            RETURNING a.subscription_id, a.due_at""";

    private static final String PUT_OFF = """
            UPDATE advance_usage a SET due_at = d.at
            FROM unnest(CAST(:subscriptions AS uuid[]), CAST(:instants AS timestamptz[])) AS d (subscription_id, at)
            WHERE a.subscription_id = d.subscription_id AND a.due_at < d.at""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A subscription whose usage is to be billed, if it comes to enough, at an instant of the tenant's clock. */
    record Due(UUID subscriptionId, Instant at) {}

    /**
     * Notes the subscriptions that bill usage of some hours within its period and have not billed all of it at a boundary, unless
     * they are noted already.
     *
     * @param advance when usage in advance falls due
     * @param thresholds when usage of plans with thresholds does
     * @return when the first of them fall due; empty when none was noted
     */
    Optional<Instant> note(List<Hour> hours, Instant advance, Instant thresholds) {
        @SuppressWarnings("unchecked")
        List<Tuple> noted = entityManager
                .createNativeQuery(NOTE, Tuple.class)
                .setParameter("advance", advance.toString())
                .setParameter("thresholds", thresholds.toString())
                .setParameter("customers", texts(hours, Hour::customerId))
                .setParameter("metrics", texts(hours, Hour::metricId))
                .setParameter("hours", texts(hours, Hour::hour))
                .getResultList();
        return noted.stream().map(row -> row.get("due_at", Instant.class)).min(Comparator.naturalOrder());
    }

    /** What falls due first, also in time to come. */
    Optional<Due> earliest() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager.createNativeQuery(WAITING, Tuple.class).getResultList();
        return rows.stream().findFirst().map(AdvanceUsageRepository::due);
    }

    /**
     * Takes what falls due by an instant and before every boundary, in the order of time.
     *
     * @param subscriptionId null: of all
     */
    List<Due> take(Instant asOf, @Nullable UUID subscriptionId, int most) {
        return take(asOf, subscriptionId, most, false);
    }

    /** {@link #take} of one subscription as if there were no other: before its own next boundary. */
    List<Due> takeAlone(Instant asOf, UUID subscriptionId) {
        return take(asOf, subscriptionId, 1, true);
    }

    private List<Due> take(Instant asOf, @Nullable UUID subscriptionId, int most, boolean alone) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(TAKE, Tuple.class)
                .setParameter("asOf", asOf)
                .setParameter("subscription", subscriptionId)
                .setParameter("alone", alone)
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(AdvanceUsageRepository::due)
                .sorted(Comparator.comparing(Due::at).thenComparing(Due::subscriptionId))
                .toList();
    }

    /** Lets what waited behind drafts fall due with them: nothing is billed as of before what is billed by then. */
    void putOff(Collection<DueBilling> drafts) {
        if (drafts.isEmpty()) {
            return;
        }
        entityManager
                .createNativeQuery(PUT_OFF)
                .setParameter("subscriptions", texts(drafts, DueBilling::subscriptionId))
                .setParameter("instants", texts(drafts, DueBilling::at))
                .executeUpdate();
    }

    private static Due due(Tuple row) {
        return new Due(row.get("subscription_id", UUID.class), row.get("due_at", Instant.class));
    }

    private static <T> String[] texts(Collection<T> all, Function<T, Object> value) {
        return all.stream().map(value).map(Object::toString).toArray(String[]::new);
    }
}
