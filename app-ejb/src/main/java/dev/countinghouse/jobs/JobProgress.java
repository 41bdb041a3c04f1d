package dev.countinghouse.jobs;

import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells the database how far a job is, twice a second at most, and hears from it whether to stop. */
public final class JobProgress {

    private static final Logger LOG = Logger.getLogger(JobProgress.class.getName());
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final JobQueue queue;
    private final ClaimedJob job;
    private volatile boolean cancelRequested;
    private volatile boolean lost;
    private @Nullable String told;
    private long toldAt;

    JobProgress(JobQueue queue, ClaimedJob job) {
        this.queue = queue;
        this.job = job;
    }

    /**
     * How far it is. Called often.
     *
     * @param total 0 when unknown
     */
    public void at(String step, long done, long total) {
        long now = System.nanoTime();
        if (step.equals(told) && now - toldAt < EVERY_NANOS) {
            return;
        }
        told = step;
        toldAt = now;
        try {
            JobQueue.Standing standing = queue.progress(job, step, done, total);
            lost |= standing == JobQueue.Standing.LOST;
            cancelRequested |= standing == JobQueue.Standing.CANCEL_REQUESTED;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "job " + job.id() + ": the progress could not be told");
        }
    }

    /** Whether to stop and undo: somebody asked for it, or another replica has taken the job over. */
    public boolean canceled() {
        return cancelRequested || lost;
    }

    /** Whether the job is another replica's by now. */
    boolean isLost() {
        return lost;
    }

    void renew() {
        if (!queue.renew(job)) {
            lost = true;
        }
    }
}
