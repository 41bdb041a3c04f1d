package dev.countinghouse.jobs;

import dev.countinghouse.json.Json;
import dev.countinghouse.tenancy.ActsAsWorker;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shares jobs among replicas. Each call is a transaction of its own as {@code ch_worker}. */
@Stateless
@PermitAll
@ActsAsWorker
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JobQueue {

    /** How long a claim holds without being renewed. */
    static final int LEASE_SECONDS = 20;

    private static final int WAIT_SECONDS_MAX = 60;

    @Inject
    JobWorkRepository jobs;

    /** What the database says to somebody who is at a job. */
    public enum Standing {
        OURS,
        CANCEL_REQUESTED,
        LOST
    }

    /** Takes a job nobody is at, of a tenant nobody is at. */
    public Optional<ClaimedJob> claim() {
        jobs.cancelQueued();
        return jobs.claim(LEASE_SECONDS);
    }

    /** Keeps the lease for another while; false when it was lost, and the work must stop. */
    public boolean renew(ClaimedJob job) {
        return jobs.renew(job, LEASE_SECONDS);
    }

    /** Notes how far it is. */
    public Standing progress(ClaimedJob job, String step, long done, long total) {
        return jobs.progress(job, step, done, total > 0 ? total : null)
                .map(cancel -> cancel ? Standing.CANCEL_REQUESTED : Standing.OURS)
                .orElse(Standing.LOST);
    }

    /** It is done; false when the lease is another's, who will say so. */
    public boolean succeed(ClaimedJob job, Map<String, Object> result) {
        return jobs.finish(job, JobState.SUCCEEDED, List.of(), Json.write(result));
    }

    /** It cannot be done; false when the lease is another's, who may still do it. */
    public boolean fail(ClaimedJob job, JobError error) {
        return jobs.finish(job, JobState.FAILED, List.of(error), null);
    }

    /** It was stopped; false when the lease is another's. */
    public boolean cancel(ClaimedJob job) {
        return jobs.finish(job, JobState.CANCELED, List.of(), null);
    }

    /** Something unforeseen happened: it is claimed again when the lease runs out, after real seconds that double. */
    public void retry(ClaimedJob job) {
        jobs.renew(job, Math.min(WAIT_SECONDS_MAX, 1 << Math.min(job.attempts(), 6)));
    }
}
