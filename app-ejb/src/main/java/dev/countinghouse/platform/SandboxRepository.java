package dev.countinghouse.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sandboxes in the registry, as far as ch_identity may see it. */
@ApplicationScoped
class SandboxRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    @SuppressWarnings("unchecked")
    List<SandboxView> of(UUID sourceId) {
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT id, slug, name, status, test_clock FROM public.tenants"
                                + " WHERE source_tenant_id = :source AND status <> 'erased' ORDER BY slug",
                        Tuple.class)
                .setParameter("source", sourceId)
                .getResultList();
        return rows.stream()
                .map(row -> new SandboxView(
                        row.get("id", UUID.class),
                        row.get("slug", String.class),
                        row.get("name", String.class),
                        row.get("status", String.class),
                        row.get("test_clock", Instant.class)))
                .toList();
    }

    boolean isTaken(String slug) {
        return (Boolean) entityManager
                .createNativeQuery("SELECT EXISTS (SELECT FROM public.tenants WHERE slug = :slug)", Boolean.class)
                .setParameter("slug", slug)
                .getSingleResult();
    }
}
