package dev.countinghouse.jobs;

import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.json.Json;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** Asks for jobs, within the caller's transaction. */
@ApplicationScoped
public class JobRequests {

    private static final int TRIES = 3;

    @Inject
    JobRepository jobs;

    @Inject
    JobBell bell;

    /**
     * Queues a job. When the same is queued or running already, that one is the answer: asking twice does it once.
     *
     * @param parameters what tells it from another job of its kind
     */
    public JobView request(UUID tenantId, JobKind kind, Map<String, Object> parameters) {
        return request(tenantId, kind, parameters, CurrentCaller.require().getName());
    }

    /** {@link #request(UUID, JobKind, Map)} by a timer. */
    public JobView requestByTimer(UUID tenantId, JobKind kind) {
        return request(tenantId, kind, Map.of(), "system");
    }

    private JobView request(UUID tenantId, JobKind kind, Map<String, Object> parameters, String requestedBy) {
        String json = Json.write(parameters);
        for (int i = 0; i < TRIES; i++) { // the open one may end between two looks
            UUID id = Ids.next();
            if (jobs.insert(id, tenantId, kind, json, requestedBy)) {
                bell.ring();
                return jobs.require(id);
            }
            var open = jobs.open(tenantId, kind, json);
            if (open.isPresent()) {
                return open.get();
            }
        }
        throw new BillingException(ProblemType.CONCURRENT_CHANGE, "Such a job ended just now; ask again");
    }

    /**
     * Queues the making of a tenant.
     *
     * @param id of the job and of the tenant that it makes; a file of this name is waiting
     */
    public JobView requestImport(UUID id, Map<String, Object> parameters) {
        jobs.insert(
                id,
                null,
                JobKind.IMPORT,
                Json.write(parameters),
                CurrentCaller.require().getName());
        bell.ring();
        return jobs.require(id);
    }
}
