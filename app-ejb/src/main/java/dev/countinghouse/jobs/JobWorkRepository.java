package dev.countinghouse.jobs;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.jobs} as ch_worker works on them: whatever it writes, it writes with the lease in hand. */
@ApplicationScoped
class JobWorkRepository {

    private static final String OURS = " WHERE id = :id AND lease_token = :lease AND state = 'running'";

    @PersistenceContext(unitName = "countinghouse")
    EntityManager entityManager;

    /** The job that waits longest, of a tenant whose turn it is; or one whose replica does not renew it any more. */
    Optional<ClaimedJob> claim(int leaseSeconds) {
        UUID lease = Ids.next();
        @SuppressWarnings("unchecked")
        List<Tuple> rows = entityManager
                .createNativeQuery("""
                        WITH next AS (
                            SELECT j.id AS job_id, %s FROM public.jobs j LEFT JOIN public.tenants t ON t.id = j.tenant_id
                            WHERE (j.state = 'running' AND j.lease_until < now())
                               OR (j.state = 'queued' AND NOT EXISTS (
                                      SELECT FROM public.jobs o WHERE o.tenant_id = j.tenant_id AND (o.state = 'running'
                                         OR (o.state = 'queued' AND (o.created_at, o.id) < (j.created_at, j.id)))))
                            ORDER BY j.created_at, j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED)
                        UPDATE public.jobs j
                        SET state = 'running', lease_token = :lease, lease_until = now() + make_interval(secs => :seconds),
                            attempts = j.attempts + 1, started_at = coalesce(j.started_at, now())
                        FROM next WHERE j.id = next.job_id
                        RETURNING next.*, j.kind AS job_kind, CAST(j.parameters AS text) AS parameters, j.attempts""".formatted(Tenant.COLUMNS), Tuple.class)
                .setParameter("lease", lease)
                .setParameter("seconds", (double) leaseSeconds)
                .getResultList();
        return rows.stream()
                .findFirst()
                .map(row -> new ClaimedJob(
                        row.get("job_id", UUID.class),
                        row.get("tenant_id", UUID.class) == null ? null : Tenant.of(row),
                        JobKind.of(row.get("job_kind", String.class)),
                        Json.readObject(row.get("parameters", String.class)),
                        row.get("attempts", Integer.class),
                        lease));
    }

    /** Ends those that nobody had begun when they were canceled. */
    void cancelQueued() {
        entityManager
                .createNativeQuery("UPDATE public.jobs SET state = 'canceled', finished_at = now()"
                        + " WHERE state = 'queued' AND cancel_requested")
                .executeUpdate();
    }

    boolean renew(ClaimedJob job, double seconds) {
        Query update = entityManager.createNativeQuery(
                "UPDATE public.jobs SET lease_until = now() + make_interval(secs => :seconds)" + OURS);
        return ours(update, job).setParameter("seconds", seconds).executeUpdate() == 1;
    }

    /** Whether somebody asked to cancel it; empty when the lease is another's. */
    Optional<Boolean> progress(ClaimedJob job, String step, long done, @Nullable Long total) {
        Query update = entityManager.createNativeQuery(
                "UPDATE public.jobs SET step = :step, done = :done, total = CAST(:total AS bigint)" + OURS
                        + " RETURNING cancel_requested",
                Boolean.class);
        @SuppressWarnings("unchecked")
        List<Boolean> answer = ours(update, job)
                .setParameter("step", step)
                .setParameter("done", done)
                .setParameter("total", total)
                .getResultList();
        return answer.stream().findFirst();
    }

    /** False when the lease is another's. */
    boolean finish(ClaimedJob job, JobState state, List<JobError> errors, @Nullable String result) {
        Query update = entityManager.createNativeQuery(
                "UPDATE public.jobs SET state = :state, errors = CAST(:errors AS jsonb), result = CAST(:result AS jsonb),"
                        + " lease_until = NULL, lease_token = NULL, finished_at = now()" + OURS);
        return ours(update, job)
                        .setParameter("state", state.code())
                        .setParameter("errors", Json.write(errors))
                        .setParameter("result", result)
                        .executeUpdate()
                == 1;
    }

    private static Query ours(Query update, ClaimedJob job) {
        return update.setParameter("id", job.id()).setParameter("lease", job.lease());
    }
}
