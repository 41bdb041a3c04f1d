package dev.countinghouse.identity;

import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Operators' accesses: of all tenants for ch_platform, of its own for a tenant's role. Neither sees a secret. */
@ApplicationScoped
class SupportAccessRepository {

    private static final String ACCESSES = """
            SELECT id, tenant_id, operator, reason, array_to_string(permissions, ',') AS permissions, opened_at, expires_at,
                   ended_at, ended_by,
                   CASE WHEN ended_at IS NOT NULL THEN 'ended' WHEN expires_at <= now() THEN 'expired'
                        WHEN opened_at IS NULL THEN 'asked' ELSE 'open' END AS status
            FROM public.support_accesses WHERE tenant_id = :tenant""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** By the database's clock, which decides when it is over. */
    void insert(NewSupportAccess access, String keyId, byte[] secretHash) {
        entityManager
                .createNativeQuery("""
                        INSERT INTO public.support_accesses
                            (id, tenant_id, operator_id, operator, reason, permissions, key_id, secret_hash, expires_at)
                        VALUES (:id, :tenant, :operatorId, :operator, :reason, :permissions, :key, :hash,
                            now() + make_interval(mins => :minutes))""")
                .setParameter("id", access.id())
                .setParameter("tenant", access.tenantId())
                .setParameter("operatorId", access.operatorId())
                .setParameter("operator", access.operator())
                .setParameter("reason", access.reason())
                .setParameter("permissions", access.permissions().toArray(String[]::new))
                .setParameter("key", keyId)
                .setParameter("hash", secretHash)
                .setParameter("minutes", access.minutes())
                .executeUpdate();
    }

    boolean isActive(UUID tenantId) {
        @SuppressWarnings("unchecked")
        List<String> status = entityManager
                .createNativeQuery("SELECT status FROM public.tenants WHERE id = :id", String.class)
                .setParameter("id", tenantId)
                .getResultList();
        if (status.isEmpty()) {
            throw new BillingException(ProblemType.NOT_FOUND, "No tenant " + tenantId);
        }
        return status.getFirst().equals("active");
    }

    SupportAccessView require(UUID id, UUID tenantId) {
        return views(entityManager
                        .createNativeQuery(ACCESSES + " AND id = :id", Tuple.class)
                        .setParameter("tenant", tenantId)
                        .setParameter("id", id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No support access " + id));
    }

    /** Newest first, one more than the page. */
    List<SupportAccessView> list(UUID tenantId, PageRequest page) {
        return views(entityManager
                .createNativeQuery(
                        ACCESSES + " AND (CAST(:after AS uuid) IS NULL OR id < :after) ORDER BY id DESC", Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    void open(UUID id) {
        entityManager
                .createNativeQuery("UPDATE public.support_accesses SET opened_at = now() WHERE id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    /** False when it was over before. */
    boolean end(UUID id, String by) {
        return entityManager
                        .createNativeQuery("UPDATE public.support_accesses SET ended_at = now(), ended_by = :by"
                                + " WHERE id = :id AND ended_at IS NULL AND expires_at > now()")
                        .setParameter("by", by)
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    @SuppressWarnings("unchecked")
    private static List<SupportAccessView> views(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream()
                        .map(row -> new SupportAccessView(
                                row.get("id", UUID.class),
                                row.get("tenant_id", UUID.class),
                                row.get("operator", String.class),
                                row.get("reason", String.class),
                                List.of(row.get("permissions", String.class).split(",")),
                                row.get("status", String.class),
                                null,
                                row.get("opened_at", Instant.class),
                                row.get("expires_at", Instant.class),
                                row.get("ended_at", Instant.class),
                                row.get("ended_by", String.class)))
                        .toList();
    }
}
