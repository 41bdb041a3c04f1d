package dev.countinghouse.webhooks;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of deliveries of the current tenant's endpoints, and asking for them anew. */
@ApplicationScoped
class WebhookDeliveryRepository {

    static final int REPLAYED_MOST = 10_000;

    private static final String SEEN = """
            SELECT d.event_id, d.event_type, d.subject_id, d.state, d.attempts, d.next_attempt_at, d.last_attempt_at, d.last_status,
                d.last_millis, d.last_error, d.created_at, d.finished_at
            FROM public.webhook_deliveries d WHERE d.endpoint_id = :endpoint""";

    /** Tried anew from the beginning, and at once. */
    private static final String AGAIN =
            "UPDATE public.webhook_deliveries SET state = 'pending', attempts = 0, next_attempt_at = now(), finished_at = NULL"
                    + " WHERE endpoint_id = :endpoint AND event_id ";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Newest events first, one more than the page. */
    List<WebhookDeliveryView> list(UUID endpointId, @Nullable DeliveryState state, PageRequest page) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        SEEN + " AND (CAST(:state AS varchar) IS NULL OR d.state = :state)"
                                + " AND (CAST(:after AS uuid) IS NULL OR d.event_id < :after) ORDER BY d.event_id DESC",
                        Tuple.class)
                .setParameter("endpoint", endpointId)
                .setParameter("state", state == null ? null : state.code())
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return rows.stream().map(WebhookDeliveryRepository::view).toList();
    }

    Optional<WebhookDeliveryView> find(UUID endpointId, UUID eventId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(SEEN + " AND d.event_id = :event", Tuple.class)
                .setParameter("endpoint", endpointId)
                .setParameter("event", eventId)
                .getResultList();
        return rows.stream().map(WebhookDeliveryRepository::view).findFirst();
    }

    /** False when the endpoint has no such delivery. */
    boolean replay(UUID endpointId, UUID eventId) {
        return entityManager
                        .createNativeQuery(AGAIN + "= :event")
                        .setParameter("endpoint", endpointId)
                        .setParameter("event", eventId)
                        .executeUpdate()
                == 1;
    }

    /** The earliest of a range, and at most {@link #REPLAYED_MOST}; how many there were. */
    int replay(UUID endpointId, WebhookReplay wanted) {
        return entityManager
                .createNativeQuery(AGAIN + """
                        IN (SELECT d.event_id FROM public.webhook_deliveries d WHERE d.endpoint_id = :endpoint AND d.event_id >= :since
                            AND (CAST(:until AS uuid) IS NULL OR d.event_id < :until) AND d.state = :state ORDER BY d.event_id LIMIT :most)""")
                .setParameter("endpoint", endpointId)
                .setParameter("since", Ids.firstOf(wanted.since()))
                .setParameter("until", wanted.until() == null ? null : Ids.firstOf(wanted.until()))
                .setParameter("state", wanted.state().code())
                .setParameter("most", REPLAYED_MOST)
                .executeUpdate();
    }

    private static WebhookDeliveryView view(Tuple row) {
        return new WebhookDeliveryView(
                row.get("event_id", UUID.class),
                row.get("event_type", String.class),
                row.get("subject_id", UUID.class),
                DeliveryState.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
                row.get("attempts", Integer.class),
                row.get("next_attempt_at", Instant.class),
                row.get("last_attempt_at", Instant.class),
                row.get("last_status", Integer.class),
                row.get("last_millis", Integer.class),
                row.get("last_error", String.class),
                row.get("created_at", Instant.class),
                row.get("finished_at", Instant.class));
    }
}
