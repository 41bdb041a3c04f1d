package dev.countinghouse.audit;

import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log of the current tenant and its seals. Both are only ever added to. */
@ApplicationScoped
class AuditRepository {

    private static final String COLUMNS =
            "a.id, a.at, a.actor_kind, a.actor_id, a.actor_name, a.role, a.key_prefix, a.ip,"
                    + " a.request_id, a.action, a.resource, a.resource_id, a.before, a.after, a.reason";

    private static final String FILTER = """
             WHERE (CAST(:actor AS varchar) IS NULL OR a.actor_id = :actor OR a.actor_name = :actor)
            AND (CAST(:action AS varchar) IS NULL OR a.action = :action)
            AND (CAST(:resource AS varchar) IS NULL OR a.resource = :resource)
            AND (CAST(:resourceId AS varchar) IS NULL OR a.resource_id = :resourceId)
            AND (CAST(:from AS timestamptz) IS NULL OR a.at >= :from) AND (CAST(:to AS timestamptz) IS NULL OR a.at < :to)""";

    private static final String NEWEST_FIRST = "SELECT " + COLUMNS + " FROM audit_log a" + FILTER
            + " AND (CAST(:after AS uuid) IS NULL OR a.id < :after)" + " ORDER BY a.id DESC";

    private static final String OLDEST_FIRST = "SELECT " + COLUMNS + " FROM audit_log a" + FILTER
            + " AND (CAST(:after AS uuid) IS NULL OR a.id > :after)" + " ORDER BY a.id";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    void insert(AuditEntry entry) {
        Actor actor = entry.actor();
        entityManager
                .createNativeQuery(
                        "INSERT INTO audit_log (id, at, actor_kind, actor_id, actor_name, role, key_prefix, ip,"
                                + " request_id, action, resource, resource_id, before, after, reason) VALUES (:id, :at, :kind,"
                                + " :actorId, :name, :role, :prefix, :ip, :request, :action, :resource, :resourceId, :before,"
                                + " :after, :reason)")
                .setParameter("id", entry.id())
                .setParameter("at", entry.at())
                .setParameter("kind", actor.kind().code())
                .setParameter("actorId", actor.id())
                .setParameter("name", actor.name())
                .setParameter("role", actor.role())
                .setParameter("prefix", actor.keyPrefix())
                .setParameter("ip", actor.ip())
                .setParameter("request", actor.requestId())
                .setParameter("action", entry.action())
                .setParameter("resource", entry.resource())
                .setParameter("resourceId", entry.resourceId())
                .setParameter("before", entry.before())
                .setParameter("after", entry.after())
                .setParameter("reason", entry.reason())
                .executeUpdate();
    }

    /** Newest first, one more than the page so that its end is known. */
    List<AuditEntry> list(AuditFilter filter, PageRequest page) {
        return entries(filtered(entityManager.createNativeQuery(NEWEST_FIRST, Tuple.class), filter)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    /** Oldest first, behind an entry; from the beginning when it is null. */
    List<AuditEntry> after(AuditFilter filter, @Nullable UUID after, int most) {
        return entries(filtered(entityManager.createNativeQuery(OLDEST_FIRST, Tuple.class), filter)
                .setParameter("after", after)
                .setMaxResults(most));
    }

    private static Query filtered(Query query, AuditFilter filter) {
        return query.setParameter("actor", filter.actor())
                .setParameter("action", filter.action())
                .setParameter("resource", filter.resource())
                .setParameter("resourceId", filter.resourceId())
                .setParameter("from", filter.from())
                .setParameter("to", filter.to());
    }

    /** The last link; {@link Seal#NONE} before the first. */
    Seal last() {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT seq, entry_id, prev_hash, hash FROM audit_seals ORDER BY seq DESC LIMIT 1", Tuple.class)
                .getResultList();
        return rows.stream().findFirst().map(AuditRepository::seal).orElse(Seal.NONE);
    }

    /** Entries without a seal whose id is not below the floor, in the order of their ids. */
    List<AuditEntry> unsealed(UUID floor, int most) {
        return entries(entityManager
                .createNativeQuery(
                        "SELECT " + COLUMNS + " FROM audit_log a WHERE a.id >= :floor"
                                + " AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = a.id) ORDER BY a.id",
                        Tuple.class)
                .setParameter("floor", floor)
                .setMaxResults(most));
    }

    void insert(List<Seal> seals, Instant now) {
        entityManager
                .createNativeQuery("INSERT INTO audit_seals (seq, entry_id, prev_hash, hash, sealed_at)"
                        + " SELECT *, CAST(:now AS timestamptz) FROM unnest(:seqs, :entries, :befores, :hashes)")
                .setParameter("now", now)
                .setParameter("seqs", seals.stream().map(Seal::seq).toArray(Long[]::new))
                .setParameter("entries", seals.stream().map(Seal::entryId).toArray(UUID[]::new))
                .setParameter("befores", seals.stream().map(Seal::before).toArray(String[]::new))
                .setParameter("hashes", seals.stream().map(Seal::hash).toArray(String[]::new))
                .executeUpdate();
    }

    /** Links behind a place, in their order. */
    List<SealedEntry> sealed(long after, int most) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT s.seq, s.entry_id, s.prev_hash, s.hash, " + COLUMNS
                                + " FROM audit_seals s JOIN audit_log a ON a.id = s.entry_id WHERE s.seq > :after"
                                + " ORDER BY s.seq",
                        Tuple.class)
                .setParameter("after", after)
                .setMaxResults(most)
                .getResultList();
        return rows.stream().map(row -> new SealedEntry(seal(row), entry(row))).toList();
    }

    /** How many entries wait for their seals. */
    long unsealed() {
        return (Long) entityManager
                .createNativeQuery(
                        "SELECT count(*) FROM audit_log a"
                                + " WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = a.id)",
                        Long.class)
                .getSingleResult();
    }

    private static Seal seal(Tuple row) {
        return new Seal(
                row.get("seq", Long.class),
                row.get("entry_id", UUID.class),
                row.get("prev_hash", String.class),
                row.get("hash", String.class));
    }

    @SuppressWarnings("unchecked")
    private static List<AuditEntry> entries(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream().map(AuditRepository::entry).toList();
    }

    private static AuditEntry entry(Tuple row) {
        return new AuditEntry(
                row.get("id", UUID.class),
                row.get("at", Instant.class),
                new Actor(
                        Actor.Kind.valueOf(row.get("actor_kind", String.class).toUpperCase(Locale.ROOT)),
                        row.get("actor_id", String.class),
                        row.get("actor_name", String.class),
                        row.get("role", String.class),
                        row.get("key_prefix", String.class),
                        row.get("ip", String.class),
                        row.get("request_id", String.class),
                        null),
                row.get("action", String.class),
                row.get("resource", String.class),
                row.get("resource_id", String.class),
                row.get("before", String.class),
                row.get("after", String.class),
                row.get("reason", String.class));
    }
}
