package dev.countinghouse.platform;

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
import org.jspecify.annotations.Nullable;

/** The registry of all tenants, as ch_platform may see it. */
@ApplicationScoped
class RegistryRepository {

    private static final String SELECT = """
            SELECT t.id, t.slug, t.schema_name, t.name, t.status, t.status_reason, t.kind, t.source_tenant_id,
                   p.code AS plan, t.time_zone, CAST(t.currency AS text) AS currency, t.schema_version, t.storage_bytes,
                   t.storage_measured_at, t.version, t.created_at
            FROM public.tenants t
            LEFT JOIN public.subscriptions s ON s.tenant_id = t.id AND s.status <> 'canceled'
            LEFT JOIN public.plans p ON p.id = s.plan_id
            """;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** One more than the page holds when there are more. */
    List<PlatformTenantView> list(RegistryFilter filter, PageRequest page) {
        TenantStatus status = filter.status();
        TenantKind kind = filter.kind();
        return list(entityManager
                .createNativeQuery(SELECT + """
                        WHERE (CAST(:status AS text) IS NULL OR t.status = :status)
                          AND (CAST(:kind AS text) IS NULL OR t.kind = :kind)
                          AND (CAST(:slug AS text) IS NULL OR t.slug = :slug)
                          AND (CAST(:after AS uuid) IS NULL OR t.id < :after)
                        ORDER BY t.id DESC""", Tuple.class)
                .setParameter("status", status == null ? null : status.code())
                .setParameter("kind", kind == null ? null : kind.code())
                .setParameter("slug", filter.slug())
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    PlatformTenantView require(UUID id) {
        return list(entityManager
                        .createNativeQuery(SELECT + "WHERE t.id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No tenant " + id));
    }

    /** Locks the tenant's row until the commit and answers with its status. */
    String lock(UUID id) {
        @SuppressWarnings("unchecked")
        List<String> status = entityManager
                .createNativeQuery("SELECT status FROM public.tenants WHERE id = :id FOR UPDATE", String.class)
                .setParameter("id", id)
                .getResultList();
        return status.stream()
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No tenant " + id));
    }

    void setStatus(UUID id, TenantStatus status, @Nullable String reason) {
        entityManager
                .createNativeQuery("UPDATE public.tenants SET status = :status, status_reason = CAST(:reason AS text),"
                        + " version = version + 1 WHERE id = :id")
                .setParameter("status", status.code())
                .setParameter("reason", reason)
                .setParameter("id", id)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private static List<PlatformTenantView> list(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream().map(RegistryRepository::view).toList();
    }

    private static PlatformTenantView view(Tuple row) {
        return new PlatformTenantView(
                row.get("id", UUID.class),
                row.get("slug", String.class),
                row.get("schema_name", String.class),
                row.get("name", String.class),
                row.get("status", String.class),
                row.get("status_reason", String.class),
                row.get("kind", String.class),
                row.get("source_tenant_id", UUID.class),
                row.get("plan", String.class),
                row.get("time_zone", String.class),
                row.get("currency", String.class),
                row.get("schema_version", String.class),
                row.get("storage_bytes", Long.class),
                row.get("storage_measured_at", Instant.class),
                row.get("version", Integer.class),
                row.get("created_at", Instant.class));
    }
}
