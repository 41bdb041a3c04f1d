package dev.countinghouse.tenancy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Set;
import java.util.UUID;

/** Sizes of tenants' schemas, as ch_worker: the functions tell them to whoever asks, without a right in the schema. */
@ApplicationScoped
class StorageRepository {

    private static final String MEASURE = """
            WITH due AS MATERIALIZED (
                SELECT t.id, t.schema_name FROM public.tenants t WHERE t.status = 'active' AND %s FOR NO KEY UPDATE SKIP LOCKED),
            measured AS (
                SELECT d.id, coalesce(sum(pg_total_relation_size(c.oid)), 0) AS bytes
                FROM due d LEFT JOIN pg_namespace n ON n.nspname = d.schema_name
                LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'm', 'S')
                GROUP BY d.id)
            UPDATE public.tenants t SET storage_bytes = CAST(m.bytes AS bigint), storage_measured_at = now()
            FROM measured m WHERE t.id = m.id""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    int measure(Set<UUID> tenants) {
        return entityManager
                .createNativeQuery(MEASURE.formatted("t.id = ANY (CAST(:tenants AS uuid[]))"))
                .setParameter("tenants", tenants.stream().map(UUID::toString).toArray(String[]::new))
                .executeUpdate();
    }

    int sweep(int most) {
        return entityManager
                .createNativeQuery(MEASURE.formatted(
                        "(t.storage_measured_at IS NULL OR t.storage_measured_at < now() - interval '1 hour')"
                                + " ORDER BY t.storage_measured_at NULLS FIRST LIMIT :most"))
                .setParameter("most", most)
                .executeUpdate();
    }
}
