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

/** Migrations of the tenants, as ch_platform may see them. The migrator writes them. */
@ApplicationScoped
class MigrationRepository {

    private static final String RUN = """
            SELECT r.id, r.to_version, r.state, r.pause_requested, r.error, r.started_at, r.finished_at,
                   (SELECT count(*) FROM public.tenant_migrations m WHERE m.run_id = r.id AND m.state = 'pending') AS pending,
                   (SELECT count(*) FROM public.tenant_migrations m WHERE m.run_id = r.id AND m.state = 'migrated') AS migrated,
                   (SELECT count(*) FROM public.tenant_migrations m WHERE m.run_id = r.id AND m.state = 'failed') AS failed
            FROM public.migration_runs r
            """;

    private static final String TENANT = """
            SELECT m.tenant_id, t.slug, m.from_version, t.schema_version, m.wave, m.state, m.attempts, m.error, m.finished_at
            FROM public.tenant_migrations m JOIN public.tenants t ON t.id = m.tenant_id
            WHERE m.run_id = :run AND (CAST(:state AS text) IS NULL OR m.state = :state)
              AND (CAST(:after AS uuid) IS NULL OR m.tenant_id < :after)
            ORDER BY m.tenant_id DESC""";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** One more than the page holds when there are more; the ids are in the order of time. */
    List<MigrationRunView> list(PageRequest page) {
        return list(entityManager
                        .createNativeQuery(
                                RUN + "WHERE (CAST(:after AS uuid) IS NULL OR r.id < :after) ORDER BY r.id DESC",
                                Tuple.class)
                        .setParameter("after", page.after())
                        .setMaxResults(page.limit() + 1))
                .stream()
                .map(MigrationRepository::run)
                .toList();
    }

    MigrationRunView require(UUID id) {
        return list(entityManager
                        .createNativeQuery(RUN + "WHERE r.id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .map(MigrationRepository::run)
                .findFirst()
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No migration " + id));
    }

    /** One more than the page holds when there are more. */
    List<TenantMigrationView> tenants(UUID run, @Nullable String state, PageRequest page) {
        return list(entityManager
                        .createNativeQuery(TENANT, Tuple.class)
                        .setParameter("run", run)
                        .setParameter("state", state)
                        .setParameter("after", page.after())
                        .setMaxResults(page.limit() + 1))
                .stream()
                .map(MigrationRepository::tenant)
                .toList();
    }

    /** Whether it is running, and so will pause. */
    boolean requestPause(UUID id) {
        return entityManager
                        .createNativeQuery("UPDATE public.migration_runs SET pause_requested = true"
                                + " WHERE id = :id AND state = 'running'")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    @SuppressWarnings("unchecked")
    private static List<Tuple> list(Query query) {
        return query.getResultList();
    }

    private static MigrationRunView run(Tuple row) {
        return new MigrationRunView(
                row.get("id", UUID.class),
                row.get("to_version", String.class),
                row.get("state", String.class),
                row.get("pause_requested", Boolean.class),
                row.get("error", String.class),
                row.get("pending", Long.class),
                row.get("migrated", Long.class),
                row.get("failed", Long.class),
                row.get("started_at", Instant.class),
                row.get("finished_at", Instant.class));
    }

    private static TenantMigrationView tenant(Tuple row) {
        return new TenantMigrationView(
                row.get("tenant_id", UUID.class),
                row.get("slug", String.class),
                row.get("from_version", String.class),
                row.get("schema_version", String.class),
                row.get("wave", Integer.class),
                row.get("state", String.class),
                row.get("attempts", Integer.class),
                row.get("error", String.class),
                row.get("finished_at", Instant.class));
    }
}
