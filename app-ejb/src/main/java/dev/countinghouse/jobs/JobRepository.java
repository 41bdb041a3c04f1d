package dev.countinghouse.jobs;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Jobs as whoever asks may see them: a tenant its own (row-level security), an operator all. */
@ApplicationScoped
class JobRepository {

    private static final String SELECT = """
            SELECT j.id, j.tenant_id, j.kind, j.state, j.step, j.done, j.total, CAST(j.errors AS text) AS errors,
                   CAST(j.result AS text) AS result, j.requested_by, j.cancel_requested, j.created_at, j.started_at,
                   j.finished_at
            FROM public.jobs j
            """;

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    List<JobView> list(JobFilter filter, PageRequest page) {
        JobKind kind = filter.kind();
        JobState state = filter.state();
        return list(entityManager
                .createNativeQuery(SELECT + """
                        WHERE (CAST(:tenant AS uuid) IS NULL OR j.tenant_id = :tenant)
                          AND (CAST(:kind AS text) IS NULL OR j.kind = :kind)
                          AND (CAST(:state AS text) IS NULL OR j.state = :state)
                          AND (CAST(:after AS uuid) IS NULL OR j.id < :after)
                        ORDER BY j.id DESC""", Tuple.class)
                .setParameter("tenant", filter.tenantId())
                .setParameter("kind", kind == null ? null : kind.code())
                .setParameter("state", state == null ? null : state.code())
                .setParameter("after", page.after())
                .setMaxResults(page.limit() + 1));
    }

    Optional<JobView> find(UUID id) {
        return list(entityManager
                        .createNativeQuery(SELECT + "WHERE j.id = :id", Tuple.class)
                        .setParameter("id", id))
                .stream()
                .findFirst();
    }

    JobView require(UUID id) {
        return find(id).orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No job " + id));
    }

    boolean exists(JobFilter filter, UUID id) {
        return find(id).filter(
                        job -> filter.tenantId() == null || filter.tenantId().equals(job.tenantId()))
                .filter(job -> filter.kind() == null || job.kind() == filter.kind())
                .filter(job -> filter.state() == null || job.state() == filter.state())
                .isPresent();
    }

    /** The job that is queued or running with these parameters. */
    Optional<JobView> open(UUID tenantId, JobKind kind, String parameters) {
        return list(entityManager
                        .createNativeQuery(SELECT + """
                                WHERE j.tenant_id = :tenant AND j.kind = :kind AND j.parameters = CAST(:parameters AS jsonb)
                                  AND j.state IN ('queued', 'running')""", Tuple.class)
                        .setParameter("tenant", tenantId)
                        .setParameter("kind", kind.code())
                        .setParameter("parameters", parameters))
                .stream()
                .findFirst();
    }

    /** False when the same one is open already. */
    boolean insert(UUID id, @Nullable UUID tenantId, JobKind kind, String parameters, String requestedBy) {
        return entityManager
                        .createNativeQuery("""
                                INSERT INTO public.jobs (id, tenant_id, kind, parameters, requested_by)
                                VALUES (:id, CAST(:tenant AS uuid), :kind, CAST(:parameters AS jsonb), :by)
                                ON CONFLICT (tenant_id, kind, parameters) WHERE state IN ('queued', 'running') DO NOTHING""")
                        .setParameter("id", id)
                        .setParameter("tenant", tenantId)
                        .setParameter("kind", kind.code())
                        .setParameter("parameters", parameters)
                        .setParameter("by", requestedBy)
                        .executeUpdate()
                == 1;
    }

    /** Whether an import is queued or running that makes a tenant of this slug. */
    boolean isImported(String slug) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "SELECT EXISTS (SELECT FROM public.jobs WHERE kind = 'import' AND state IN ('queued', 'running')"
                                + " AND parameters ->> 'slug' = :slug)",
                        Boolean.class)
                .setParameter("slug", slug)
                .getSingleResult();
    }

    /** Those of some jobs that are queued or running. */
    @SuppressWarnings("unchecked")
    Set<UUID> open(Collection<UUID> ids) {
        return new HashSet<>((List<UUID>) entityManager
                .createNativeQuery(
                        "SELECT id FROM public.jobs WHERE id IN (:ids) AND state IN ('queued', 'running')", UUID.class)
                .setParameter("ids", ids)
                .getResultList());
    }

    /** False when it has ended. */
    boolean requestCancel(UUID id) {
        return entityManager
                        .createNativeQuery("UPDATE public.jobs SET cancel_requested = true WHERE id = :id"
                                + " AND state IN ('queued', 'running')")
                        .setParameter("id", id)
                        .executeUpdate()
                == 1;
    }

    @SuppressWarnings("unchecked")
    private static List<JobView> list(Query query) {
        return ((List<Tuple>) query.getResultList())
                .stream().map(JobRepository::view).toList();
    }

    private static JobView view(Tuple row) {
        @Nullable String result = row.get("result", String.class);
        return new JobView(
                row.get("id", UUID.class),
                row.get("tenant_id", UUID.class),
                JobKind.of(row.get("kind", String.class)),
                JobState.of(row.get("state", String.class)),
                row.get("step", String.class),
                row.get("done", Long.class),
                row.get("total", Long.class),
                Json.read(row.get("errors", String.class), new TypeReference<List<JobError>>() {}),
                result == null ? null : Json.readObject(result),
                row.get("requested_by", String.class),
                row.get("cancel_requested", Boolean.class),
                row.get("created_at", Instant.class),
                row.get("started_at", Instant.class),
                row.get("finished_at", Instant.class));
    }
}
