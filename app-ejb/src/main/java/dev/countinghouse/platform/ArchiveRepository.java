package dev.countinghouse.platform;

import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code public.archives}: a tenant sees its exports, operators and workers see all. */
@ApplicationScoped
class ArchiveRepository {

    private static final String SELECT =
            "SELECT id, tenant_id, job_id, purpose, schema_version, taken_at, bytes, sha256,"
                    + " expires_at, deleted_at FROM public.archives ";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** A tenant's exports, or all but its exports. */
    List<ArchiveView> list(UUID tenantId, boolean exports, PageRequest page) {
        return list(entityManager
                .createNativeQuery(
                        SELECT + "WHERE tenant_id = :tenant AND (purpose = 'export') = :exports"
                                + " AND (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("exports", exports)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    Optional<ArchiveView> find(UUID tenantId, UUID id) {
        return first(entityManager
                .createNativeQuery(SELECT + "WHERE tenant_id = :tenant AND id = :id", Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("id", id));
    }

    /** The newest one that an archived tenant can be brought back from. */
    Optional<ArchiveView> shelved(UUID tenantId) {
        return first(entityManager
                .createNativeQuery(
                        SELECT + "WHERE tenant_id = :tenant AND purpose = 'archive' AND deleted_at IS NULL"
                                + " ORDER BY id DESC LIMIT 1",
                        Tuple.class)
                .setParameter("tenant", tenantId));
    }

    /** The newest backup that was taken by a moment and is still there. */
    Optional<ArchiveView> newestBackup(UUID tenantId, Instant takenBy) {
        return first(entityManager
                .createNativeQuery(
                        SELECT + "WHERE tenant_id = :tenant AND purpose = 'backup' AND deleted_at IS NULL"
                                + " AND taken_at <= CAST(:by AS timestamptz) ORDER BY taken_at DESC LIMIT 1",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("by", takenBy));
    }

    /** The oldest backup that is still there. */
    Optional<ArchiveView> oldestBackup(UUID tenantId) {
        return first(entityManager
                .createNativeQuery(
                        SELECT + "WHERE tenant_id = :tenant AND purpose = 'backup' AND deleted_at IS NULL"
                                + " ORDER BY taken_at LIMIT 1",
                        Tuple.class)
                .setParameter("tenant", tenantId));
    }

    List<ArchiveView> expired(int most) {
        return list(entityManager
                .createNativeQuery(
                        SELECT + "WHERE deleted_at IS NULL AND expires_at < now() ORDER BY expires_at LIMIT :most",
                        Tuple.class)
                .setParameter("most", most));
    }

    /** Written before: nothing. The archive's id is its job's. */
    void insert(ArchiveView archive) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO public.archives
                            (id, tenant_id, job_id, purpose, schema_version, taken_at, bytes, sha256, expires_at)
                        VALUES (:id, :tenant, :job, :purpose, :version, CAST(:taken AS timestamptz), :bytes, :sha256,
                                CAST(:expires AS timestamptz))
                        ON CONFLICT (id) DO NOTHING""")
                .setParameter("id", archive.id())
                .setParameter("tenant", archive.tenantId())
                .setParameter("job", archive.jobId())
                .setParameter("purpose", archive.purpose().code())
                .setParameter("version", archive.schemaVersion())
                .setParameter("taken", archive.takenAt())
                .setParameter("bytes", archive.bytes())
                .setParameter("sha256", archive.sha256())
                .setParameter("expires", archive.expiresAt())
                .executeUpdate();
    }

    void deleted(UUID id) {
        entityManager
                .createNativeQuery(
                        "UPDATE public.archives SET deleted_at = now() WHERE id = :id AND deleted_at IS NULL")
                .setParameter("id", id)
                .executeUpdate();
    }

    private static Optional<ArchiveView> first(Query query) {
        return list(query).stream().findFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<ArchiveView> list(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .map(row -> new ArchiveView(
                                row.get("id", UUID.class),
                                row.get("tenant_id", UUID.class),
                                row.get("job_id", UUID.class),
                                ArchivePurpose.of(row.get("purpose", String.class)),
                                row.get("schema_version", String.class),
                                row.get("taken_at", Instant.class),
                                row.get("bytes", Long.class),
                                row.get("sha256", String.class),
                                row.get("expires_at", Instant.class),
                                row.get("deleted_at", Instant.class)))
                        .toList();
    }
}
