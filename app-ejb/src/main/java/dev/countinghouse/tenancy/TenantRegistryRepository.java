package dev.countinghouse.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the registry of tenants, as far as ch_identity may. */
@ApplicationScoped
class TenantRegistryRepository {

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    Optional<Tenant> active(UUID id) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT " + Tenant.COLUMNS + " FROM public.tenants t WHERE t.id = :id AND t.status = 'active'",
                        Tuple.class)
                .setParameter("id", id)
                .getResultList();
        return rows.stream().findFirst().map(Tenant::of);
    }

    Optional<Tenant> active(String slug) {
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery(
                        "SELECT " + Tenant.COLUMNS
                                + " FROM public.tenants t WHERE t.slug = :slug AND t.status = 'active'",
                        Tuple.class)
                .setParameter("slug", slug)
                .getResultList();
        return rows.stream().findFirst().map(Tenant::of);
    }
}
