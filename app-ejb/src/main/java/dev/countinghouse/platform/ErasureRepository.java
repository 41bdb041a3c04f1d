package dev.countinghouse.platform;

import dev.countinghouse.paging.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Rows of {@code public.erasures}. */
@ApplicationScoped
class ErasureRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** Those that are certified: between the erasure and its certificate lies a moment, or a kill. */
    @SuppressWarnings("unchecked")
    List<ErasureView> list(UUID tenantId, PageRequest page) {
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, tenant_id, job_id, subject, subject_id, certificate, created_at FROM public.erasures"
                                + " WHERE tenant_id = :tenant AND certificate IS NOT NULL AND (CAST(:after AS uuid) IS NULL OR id < :after)"
                                + " ORDER BY id DESC",
                        Tuple.class)
                .setParameter("tenant", tenantId)
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return rows.stream()
                .map(row -> new ErasureView(
                        row.get("id", UUID.class),
                        row.get("tenant_id", UUID.class),
                        row.get("job_id", UUID.class),
                        row.get("subject", String.class),
                        row.get("subject_id", UUID.class),
                        row.get("certificate", String.class),
                        row.get("created_at", Instant.class)))
                .toList();
    }

    /** The erasure's id is its job's. */
    String certify(UUID jobId, String certificate) {
        return (String) entityManager
                .createNativeQuery(
                        "UPDATE public.erasures SET certificate = coalesce(certificate, :certificate) WHERE id = :job"
                                + " RETURNING certificate",
                        String.class)
                .setParameter("job", jobId)
                .setParameter("certificate", certificate)
                .getSingleResult();
    }
}
