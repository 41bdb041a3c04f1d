package dev.countinghouse.metering;

import dev.countinghouse.json.Json;
import dev.countinghouse.money.Decimals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Amendments of usage events of the current tenant. */
@ApplicationScoped
class UsageAmendmentRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /**
     * An event as it was recorded.
     *
     * @param metric code
     */
    record Recorded(
            UUID id,
            UUID customerId,
            UUID metricId,
            String metric,
            Instant at,
            BigDecimal quantity,
            String properties) {}

    /** Amendments of one event are made one after the other, each knowing the last. */
    void lock(UUID eventId) {
        entityManager
                .createNativeQuery(
                        "SELECT CAST(pg_advisory_xact_lock(hashtextextended('usage_amendment:' || :event, 0)) AS text)",
                        String.class)
                .setParameter("event", eventId.toString())
                .getResultList();
    }

    Optional<Recorded> event(UUID id) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT e.id, e.customer_id, e.metric_id, m.code, e.occurred_at, e.quantity, CAST(e.properties AS text) AS properties
                        FROM usage_events e JOIN billable_metrics m ON m.id = e.metric_id WHERE e.id = :id""", Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new Recorded(
                        row.get("id", UUID.class),
                        row.get("customer_id", UUID.class),
                        row.get("metric_id", UUID.class),
                        row.get("code", String.class),
                        row.get("occurred_at", Instant.class),
                        row.get("quantity", BigDecimal.class),
                        row.get("properties", String.class)));
    }

    /** The amendments of an event, the last one last. */
    List<UsageAmendment> of(UUID eventId) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT id, event_id, number, kind, occurred_at, quantity, CAST(properties AS text) AS properties, reason,
                               made_by, made_at FROM usage_amendments WHERE event_id = :event ORDER BY number""", Tuple.class)
                .setParameter("event", eventId)
                .getResultList();
        return rows.stream().map(UsageAmendmentRepository::amendment).toList();
    }

    private static UsageAmendment amendment(Tuple row) {
        BigDecimal quantity = row.get("quantity", BigDecimal.class);
        String properties = row.get("properties", String.class);
        return new UsageAmendment(
                row.get("id", UUID.class),
                row.get("event_id", UUID.class),
                row.get("number", Integer.class),
                UsageAmendment.Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("occurred_at", Instant.class),
                quantity == null ? null : Decimals.plain(quantity),
                properties == null ? null : Json.readObject(properties),
                row.get("reason", String.class),
                row.get("made_by", String.class),
                row.get("made_at", Instant.class));
    }

    void insert(UsageAmendment amendment, Recorded event, @Nullable String properties) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO usage_amendments (id, event_id, number, kind, customer_id, metric_id, occurred_at, quantity,
                                                      properties, reason, made_by, made_at)
                        VALUES (:id, :event, :number, :kind, :customer, :metric, CAST(:at AS timestamptz), CAST(:quantity AS numeric),
                                CAST(:properties AS jsonb), :reason, :madeBy, :madeAt)""")
                .setParameter("id", amendment.id())
                .setParameter("event", event.id())
                .setParameter("number", amendment.number())
                .setParameter("kind", amendment.kind().code())
                .setParameter("customer", event.customerId())
                .setParameter("metric", event.metricId())
                .setParameter("at", amendment.timestamp())
                .setParameter("quantity", amendment.quantity())
                .setParameter("properties", properties)
                .setParameter("reason", amendment.reason())
                .setParameter("madeBy", amendment.madeBy())
                .setParameter("madeAt", amendment.madeAt())
                .executeUpdate();
    }

    /** Marks the hours of instants as changed since they were rolled up. */
    void touch(Recorded event, List<Instant> instants) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO usage_touched (customer_id, metric_id, hour)
                        SELECT DISTINCT CAST(:customer AS uuid), CAST(:metric AS uuid), date_trunc('hour', i.at, 'UTC')
                        FROM unnest(CAST(:instants AS timestamptz[])) AS i (at)""")
                .setParameter("customer", event.customerId())
                .setParameter("metric", event.metricId())
                .setParameter(
                        "instants", instants.stream().map(Instant::toString).toArray(String[]::new))
                .executeUpdate();
    }
}
