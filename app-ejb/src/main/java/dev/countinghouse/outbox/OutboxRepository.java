package dev.countinghouse.outbox;

import dev.countinghouse.json.Json;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores and lists outbox events of the current tenant. */
@ApplicationScoped
class OutboxRepository {

    private static final String INSERT = """
            WITH given AS (
                SELECT g.id, g.type, g.subject_id, g.payload, g.occurred_at, g.only_to
                FROM unnest(:ids, :types, :subjects, CAST(:payloads AS jsonb[]), :times, CAST(:receivers AS uuid[]))
                    AS g (id, type, subject_id, payload, occurred_at, only_to)),
            added AS (
                INSERT INTO outbox (id, type, subject_id, payload, occurred_at, published_at)
                SELECT g.id, g.type, g.subject_id, g.payload, g.occurred_at, now() FROM given g)
            INSERT INTO public.webhook_deliveries (endpoint_id, event_id, tenant_id, event_type, subject_id)
            SELECT e.id, g.id, e.tenant_id, g.type, g.subject_id FROM given g
            JOIN public.webhook_endpoints e ON e.status = 'enabled' AND (e.id = g.only_to
                OR g.only_to IS NULL AND (cardinality(e.event_types) = 0 OR g.type = ANY (e.event_types)
                    OR split_part(g.type, '.', 1) || '.*' = ANY (e.event_types)))""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * Writes events, and for each endpoint that wants one that it is to be delivered: in one statement, so that neither happens
     * without the other. With that they are handed over, so that nobody has to look for them later or to touch them again.
     */
    void insert(List<Outbox.Pending> events) {
        entityManager
                .createNativeQuery(INSERT)
                .setParameter("ids", events.stream().map(Outbox.Pending::id).toArray(UUID[]::new))
                .setParameter("types", events.stream().map(Outbox.Pending::type).toArray(String[]::new))
                .setParameter(
                        "subjects",
                        events.stream().map(Outbox.Pending::subjectId).toArray(UUID[]::new))
                .setParameter(
                        "payloads", events.stream().map(Outbox.Pending::json).toArray(String[]::new))
                .setParameter(
                        "times", events.stream().map(Outbox.Pending::occurredAt).toArray(Instant[]::new))
                .setParameter(
                        "receivers", events.stream().map(Outbox.Pending::onlyTo).toArray(UUID[]::new))
                .executeUpdate();
    }

    /** Events after (or before, newest first) the page's cursor, one more than the page so that its end is known. */
    List<EventView> list(@Nullable String type, PageRequest page) {
        Query query = entityManager
                .createNativeQuery(
                        "SELECT id, type, subject_id, CAST(payload AS text) AS payload, occurred_at, created_at FROM outbox"
                                + " WHERE (CAST(:type AS varchar) IS NULL OR type = :type)"
                                + " AND (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC",
                        Tuple.class)
                .setParameter("type", type)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1);
        @SuppressWarnings("unchecked")
        List<Tuple> rows = query.getResultList();
        return rows.stream().map(OutboxRepository::view).toList();
    }

    private static EventView view(Tuple row) {
        return new EventView(
                row.get("id", UUID.class),
                row.get("type", String.class),
                row.get("subject_id", UUID.class),
                Json.readObject(row.get("payload", String.class)),
                row.get("occurred_at", Instant.class),
                row.get("created_at", Instant.class));
    }
}
