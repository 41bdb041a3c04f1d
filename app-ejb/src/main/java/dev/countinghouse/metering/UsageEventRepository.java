package dev.countinghouse.metering;

import dev.countinghouse.json.Json;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Usage events of the current tenant. Sets of rows travel as arrays: one statement, one round trip. */
@ApplicationScoped
class UsageEventRepository {

    private static final String VIEW = """
            SELECT e.id, e.source, e.transaction_id, e.customer_id, e.subscription_id, m.code, e.occurred_at, e.quantity,
                CAST(e.properties AS text) AS properties, e.received_at,
                (SELECT a.kind FROM usage_amendments a WHERE a.event_id = e.id ORDER BY a.number DESC LIMIT 1) AS amended
            """;

    private static final String FILTER = """
            FROM usage_events e JOIN billable_metrics m ON m.id = e.metric_id
            WHERE (CAST(:customer AS uuid) IS NULL OR e.customer_id = :customer)
               AND (CAST(:metric AS varchar) IS NULL OR m.code = :metric)
               AND (CAST(:from AS timestamptz) IS NULL OR e.occurred_at >= :from)
               AND (CAST(:to AS timestamptz) IS NULL OR e.occurred_at < :to)""";

    private static final int COPIED_FROM = 200; // COPY takes some more round trips

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    @Inject
    UsageCopyRepository copy;

    /** Stores those whose key is new and answers with their ids. */
    Set<UUID> insert(List<UsageEvent> events) {
        if (events.size() < COPIED_FROM) {
            return events.isEmpty() ? Set.of() : insertWhatIsNew(events);
        }
        Set<UsageEvent.Key> known = known(events);
        List<UsageEvent> fresh =
                events.stream().filter(event -> !known.contains(event.key())).toList();
        return fresh.isEmpty() || copy.store(fresh)
                ? fresh.stream().map(UsageEvent::id).collect(Collectors.toSet())
                : insertWhatIsNew(fresh); // somebody has stored one of them since they were looked for
    }

    /** Keys that are taken. Each is looked for in the index, however large the table is. */
    private Set<UsageEvent.Key> known(List<UsageEvent> events) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT k.source, k.transaction_id
                        FROM unnest(CAST(:sources AS varchar[]), CAST(:transactions AS varchar[])) AS k (source, transaction_id)
                        CROSS JOIN LATERAL (SELECT FROM usage_events e
                            WHERE e.source = k.source AND e.transaction_id = k.transaction_id LIMIT 1) e""", Tuple.class)
                .setParameter("sources", texts(events, UsageEvent::source))
                .setParameter("transactions", texts(events, UsageEvent::transactionId))
                .getResultList();
        return rows.stream()
                .map(row ->
                        new UsageEvent.Key(row.get("source", String.class), row.get("transaction_id", String.class)))
                .collect(Collectors.toSet());
    }

    private Set<UUID> insertWhatIsNew(List<UsageEvent> events) {
        String[] ids = texts(events, UsageEvent::id);
        int stored = entityManager
                .createNativeQuery("""
                        INSERT INTO usage_events (id, source, transaction_id, customer_id, subscription_id, metric_id,
                                                  occurred_at, quantity, properties)
                        SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:sources AS varchar[]), CAST(:transactions AS varchar[]),
                            CAST(:customers AS uuid[]), CAST(:subscriptions AS uuid[]), CAST(:metrics AS uuid[]),
                            CAST(:times AS timestamptz[]), CAST(:quantities AS numeric[]), CAST(:properties AS jsonb[]))
                        ON CONFLICT (source, transaction_id) DO NOTHING""")
                .setParameter("ids", ids)
                .setParameter("sources", texts(events, UsageEvent::source))
                .setParameter("transactions", texts(events, UsageEvent::transactionId))
                .setParameter("customers", texts(events, UsageEvent::customerId))
                .setParameter("subscriptions", texts(events, UsageEvent::subscriptionId))
                .setParameter("metrics", texts(events, UsageEvent::metricId))
                .setParameter("times", texts(events, UsageEvent::occurredAt))
                .setParameter(
                        "quantities", texts(events, event -> event.quantity().toPlainString()))
                .setParameter("properties", texts(events, UsageEvent::properties))
                .executeUpdate();
        return stored == events.size() ? events.stream().map(UsageEvent::id).collect(Collectors.toSet()) : stored(ids);
    }

    /** Those of our ids that were stored; asked only when a key was there already, so that most batches wait for no ids. */
    private Set<UUID> stored(@Nullable String[] ids) {
        @SuppressWarnings("unchecked")
        List<UUID> found = entityManager
                .createNativeQuery("SELECT id FROM usage_events WHERE id = ANY (CAST(:ids AS uuid[]))", UUID.class)
                .setParameter("ids", ids)
                .getResultList();
        return new HashSet<>(found);
    }

    private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
        return rows.stream()
                .map(value)
                .map(object -> object == null ? null : object.toString())
                .toArray(String[]::new);
    }

    /** The stored events of keys. */
    Map<UsageEvent.Key, UsageEvent> find(Collection<UsageEvent.Key> keys) {
        Map<UsageEvent.Key, UsageEvent> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        SELECT e.id, e.source, e.transaction_id, e.customer_id, e.subscription_id, e.metric_id, e.occurred_at,
                               e.quantity, CAST(e.properties AS text) AS properties
                        FROM unnest(CAST(:sources AS varchar[]), CAST(:transactions AS varchar[])) AS k (source, transaction_id)
                        JOIN usage_events e ON e.source = k.source AND e.transaction_id = k.transaction_id""", Tuple.class)
                .setParameter(
                        "sources", keys.stream().map(UsageEvent.Key::source).toArray(String[]::new))
                .setParameter(
                        "transactions",
                        keys.stream().map(UsageEvent.Key::transactionId).toArray(String[]::new))
                .getResultList();
        rows.stream().map(UsageEventRepository::event).forEach(event -> found.put(event.key(), event));
        return found;
    }

    private static UsageEvent event(Tuple row) {
        return new UsageEvent(
                row.get("id", UUID.class),
                row.get("source", String.class),
                row.get("transaction_id", String.class),
                row.get("customer_id", UUID.class),
                row.get("subscription_id", UUID.class),
                row.get("metric_id", UUID.class),
                row.get("occurred_at", Instant.class),
                row.get("quantity", BigDecimal.class),
                Json.write(Json.readObject(row.get("properties", String.class)))); // in the form of an input's
    }

    /** Marks the events' hours as changed since they were rolled up. */
    void touch(List<UsageEvent> events) {
        List<Hour> hours = events.stream().map(Hour::of).distinct().toList();
        entityManager
                .createNativeQuery("""
                        INSERT INTO usage_touched (customer_id, metric_id, hour)
                        SELECT * FROM unnest(CAST(:customers AS uuid[]), CAST(:metrics AS uuid[]), CAST(:hours AS timestamptz[]))""")
                .setParameter("customers", texts(hours, Hour::customerId))
                .setParameter("metrics", texts(hours, Hour::metricId))
                .setParameter("hours", texts(hours, Hour::begins))
                .executeUpdate();
    }

    /** An hour of UTC in which a customer used something. */
    private record Hour(UUID customerId, UUID metricId, Instant begins) {

        static Hour of(UsageEvent event) {
            return new Hour(
                    event.customerId(), event.metricId(), event.occurredAt().truncatedTo(ChronoUnit.HOURS));
        }
    }

    List<UsageEventView> list(UsageFilter filter, PageRequest page) {
        Query query = entityManager.createNativeQuery(
                VIEW + FILTER + " AND (CAST(:after AS uuid) IS NULL OR e.id < :after) ORDER BY e.id DESC", Tuple.class);
        bind(query, filter).setParameter("after", page.after()).setMaxResults(page.limit() + 1);
        List<UsageEventView> views = new ArrayList<>();
        for (Object row : query.getResultList()) {
            views.add(view((Tuple) row));
        }
        return views;
    }

    Optional<UsageEventView> view(UUID id) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        VIEW + "FROM usage_events e JOIN billable_metrics m ON m.id = e.metric_id WHERE e.id = :id",
                        Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream().findFirst().map(UsageEventRepository::view);
    }

    private static UsageEventView view(Tuple row) {
        return new UsageEventView(
                row.get("id", UUID.class),
                row.get("source", String.class),
                row.get("transaction_id", String.class),
                row.get("customer_id", UUID.class),
                row.get("subscription_id", UUID.class),
                row.get("code", String.class),
                row.get("occurred_at", Instant.class),
                Decimals.plain(row.get("quantity", BigDecimal.class)),
                Json.readObject(row.get("properties", String.class)),
                row.get("received_at", Instant.class),
                row.get("amended", String.class));
    }

    private static Query bind(Query query, UsageFilter filter) {
        return query.setParameter("customer", filter.customerId())
                .setParameter("metric", filter.metric())
                .setParameter("from", filter.from())
                .setParameter("to", filter.to());
    }
}
