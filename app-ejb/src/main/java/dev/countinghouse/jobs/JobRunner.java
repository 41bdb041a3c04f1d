package dev.countinghouse.jobs;

import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs in a few slots of this replica. A tick that finds its slot in use does nothing; {@link #beat} keeps the leases of
 * those that run, however long a step takes.
 */
@ApplicationScoped
public class JobRunner {

    /** Jobs at once in one replica: each reads or writes a whole tenant. */
    static final int SLOTS = 2;

    private static final Logger LOG = Logger.getLogger(JobRunner.class.getName());
    private static final int ATTEMPTS_MAX = 8; // kills included

    @Inject
    JobQueue queue;

    @Inject
    JobTask task;

    private final List<ReentrantLock> slots =
            IntStream.range(0, SLOTS).mapToObj(slot -> new ReentrantLock()).toList();
    private final Map<UUID, JobProgress> running = new ConcurrentHashMap<>();
    private volatile @Nullable String lastFailure;

    /** Does all there is to do, one job after the other, unless the slot is at it already. */
    public void tick(int slot) {
        ReentrantLock lock = slots.get(slot);
        if (!lock.tryLock()) {
            return;
        }
        try {
            Optional<ClaimedJob> job = claim();
            while (job.isPresent()) {
                run(job.get());
                job = claim();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the leases of the jobs that run here. */
    public void beat() {
        running.forEach((id, progress) -> {
            try {
                progress.renew();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, e, () -> "job " + id + ": the lease could not be renewed");
            }
        });
    }

    /** Nothing when the database does not answer: the next tick asks again. Logged when it begins, not every second. */
    private Optional<ClaimedJob> claim() {
        try {
            Optional<ClaimedJob> job = queue.claim();
            lastFailure = null;
            return job;
        } catch (RuntimeException e) {
            String failure = String.valueOf(e.getMessage());
            if (!failure.equals(lastFailure)) {
                LOG.log(Level.WARNING, "jobs cannot be claimed at present", e);
            }
            lastFailure = failure;
            return Optional.empty();
        }
    }

    private void run(ClaimedJob job) {
        JobProgress progress = new JobProgress(queue, job);
        running.put(job.id(), progress);
        try {
            attempt(job, progress);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> what(job) + ": the lease is left to run out");
        } finally {
            running.remove(job.id());
        }
    }

    private void attempt(ClaimedJob job, JobProgress progress) {
        try {
            Map<String, Object> result = task.run(job, progress);
            boolean ours = queue.succeed(job, result);
            LOG.info(() -> what(job) + (ours ? " is done" : " is another replica's"));
        } catch (JobFailure e) {
            LOG.log(Level.INFO, e, () -> what(job) + " failed");
            giveUp(job, e.error());
        } catch (JobCanceled e) {
            if (!progress.isLost() && queue.cancel(job)) {
                task.abandon(job);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> what(job) + " broke off, attempt " + job.attempts());
            if (job.attempts() < ATTEMPTS_MAX) {
                queue.retry(job);
            } else {
                giveUp(job, new JobError("internal", "It broke off " + ATTEMPTS_MAX + " times; see the log"));
            }
        }
    }

    /** The file it may have left goes only if the job is still ours: whoever took it over may be writing that file. */
    private void giveUp(ClaimedJob job, JobError error) {
        if (queue.fail(job, error)) {
            task.abandon(job);
        }
    }

    private static String what(ClaimedJob job) {
        Tenant tenant = job.subject();
        return (tenant == null ? "" : tenant.slug() + ": ") + job.kind().code() + " job " + job.id();
    }
}
