package dev.countinghouse.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Deliveries of an endpoint of the current tenant's that are due, and what became of them. */
@ApplicationScoped
class WebhookWorkRepository {

    /** In the order of events; none of a subject while an earlier one of it waits. */
    private static final String DUE = """
            SELECT d.event_id, d.event_type, d.subject_id, d.attempts, o.occurred_at, CAST(o.payload AS text) AS payload
            FROM (SELECT w.event_id, w.event_type, w.subject_id, w.attempts FROM public.webhook_deliveries w
                  WHERE w.endpoint_id = :endpoint AND w.state = 'pending' AND w.next_attempt_at <= now()
                    AND NOT w.subject_id = ANY (:busy)
                    AND NOT EXISTS (SELECT FROM public.webhook_deliveries e
                        WHERE e.endpoint_id = w.endpoint_id AND e.subject_id = w.subject_id AND e.state = 'pending'
                          AND e.event_id < w.event_id AND e.next_attempt_at > now())
                  ORDER BY w.event_id LIMIT :most) d
            LEFT JOIN outbox o ON o.id = d.event_id ORDER BY d.event_id""";

    /** Who waits for an earlier one waits as long as the earliest: so nobody looks for him before. */
    private static final String PARK = """
            UPDATE public.webhook_deliveries d SET next_attempt_at = e.next_attempt_at FROM public.webhook_deliveries e
            WHERE d.endpoint_id = :endpoint AND d.state = 'pending' AND d.next_attempt_at <= now()
              AND e.endpoint_id = d.endpoint_id AND e.subject_id = d.subject_id AND e.state = 'pending'
              AND e.event_id < d.event_id AND e.next_attempt_at > now()
              AND NOT EXISTS (SELECT FROM public.webhook_deliveries f
                  WHERE f.endpoint_id = e.endpoint_id AND f.subject_id = e.subject_id AND f.state = 'pending'
                    AND f.event_id < e.event_id)""";

    /** Who waits and never was tried waits for an earlier one. */
    private static final String WAKE = """
            UPDATE public.webhook_deliveries d SET next_attempt_at = now()
            WHERE d.endpoint_id = :endpoint AND d.subject_id = ANY (:subjects) AND d.state = 'pending'
              AND d.attempts = 0 AND d.next_attempt_at > now()""";

    private static final String GIVEN = """
            FROM unnest(:ids, :subjects, :attempts, :states, :waits, :statuses, :millis, :errors)
                AS g (event_id, subject_id, attempts, state, wait, status, millis, error)""";

    /** Unless somebody asked for it anew meanwhile. */
    private static final String SETTLE = """
            UPDATE public.webhook_deliveries d SET state = g.state, attempts = g.attempts, last_attempt_at = now(),
                next_attempt_at = CASE WHEN g.state = 'pending' THEN now() + make_interval(secs => g.wait) END,
                finished_at = CASE WHEN g.state <> 'pending' THEN now() END,
                last_status = g.status, last_millis = g.millis, last_error = left(g.error, 300)
            """ + GIVEN + """
             WHERE d.endpoint_id = :endpoint AND d.event_id = g.event_id AND d.state = 'pending' AND d.attempts = g.attempts - 1""";

    /** Whether one of these was made before the endpoint has taken anything since. */
    private static final String NEVER_SINCE = """
            SELECT EXISTS (SELECT FROM public.webhook_deliveries d JOIN public.webhook_endpoints e ON e.id = d.endpoint_id
                WHERE d.endpoint_id = :endpoint AND d.event_id = ANY (:ids) AND d.state = 'dead'
                  AND (e.last_success_at IS NULL OR e.last_success_at < d.created_at))""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    List<WebhookMessage> due(UUID endpointId, Collection<UUID> busySubjects, int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(DUE, Tuple.class)
                .setParameter("endpoint", endpointId)
                .setParameter("busy", busySubjects.toArray(UUID[]::new))
                .setParameter("most", most)
                .getResultList();
        return rows.stream()
                .map(row -> new WebhookMessage(
                        row.get("event_id", UUID.class),
                        row.get("event_type", String.class),
                        row.get("subject_id", UUID.class),
                        row.get("attempts", Integer.class),
                        row.get("occurred_at", Instant.class),
                        row.get("payload", String.class)))
                .toList();
    }

    void park(UUID endpointId) {
        entityManager
                .createNativeQuery(PARK)
                .setParameter("endpoint", endpointId)
                .executeUpdate();
    }

    void settle(UUID endpointId, List<Outcome> outcomes) {
        entityManager
                .createNativeQuery(SETTLE)
                .setParameter("endpoint", endpointId)
                .setParameter("ids", all(outcomes, Outcome::eventId).toArray(UUID[]::new))
                .setParameter("subjects", all(outcomes, Outcome::subjectId).toArray(UUID[]::new))
                .setParameter("attempts", all(outcomes, Outcome::attempts).toArray(Integer[]::new))
                .setParameter("states", all(outcomes, one -> one.state().code()).toArray(String[]::new))
                .setParameter("waits", all(outcomes, Outcome::waitSeconds).toArray(Double[]::new))
                .setParameter("statuses", all(outcomes, Outcome::status).toArray(Integer[]::new))
                .setParameter("millis", all(outcomes, Outcome::millis).toArray(Integer[]::new))
                .setParameter("errors", all(outcomes, Outcome::error).toArray(String[]::new))
                .executeUpdate();
    }

    /** Those of a subject that waited for one which is over: who has to wait for another one is parked again. */
    void wake(UUID endpointId, Collection<UUID> subjects) {
        entityManager
                .createNativeQuery(WAKE)
                .setParameter("endpoint", endpointId)
                .setParameter("subjects", subjects.toArray(UUID[]::new))
                .executeUpdate();
    }

    boolean hasTakenNothingSince(UUID endpointId, List<UUID> dead) {
        return (Boolean) entityManager
                .createNativeQuery(NEVER_SINCE, Boolean.class)
                .setParameter("endpoint", endpointId)
                .setParameter("ids", dead.toArray(UUID[]::new))
                .getSingleResult();
    }

    private static <T extends @Nullable Object> List<T> all(List<Outcome> outcomes, Function<Outcome, T> what) {
        return outcomes.stream().map(what).toList();
    }
}
