package dev.countinghouse.work;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A tenant's turn at a kind of work: a limited time, after which others who wait come first. Asked between two chunks, so a
 * turn is at most a chunk longer than its time.
 */
public final class Turn {

    /** How long a tenant is worked for at a stretch. Others wait no longer than this for each that is served before them. */
    static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final DueWork due;
    private final WorkQueue work;
    private final LongSupplier nanoTime;
    private final long begun;
    private boolean over;

    Turn(DueWork due, WorkQueue work, LongSupplier nanoTime) {
        this.due = due;
        this.work = work;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
    }

    /** Whether another chunk may be done: there is time left, and the lease, which this renews, was not lost. */
    public boolean goesOn() {
        over = nanoTime.getAsLong() - begun >= NANOS;
        return !over && work.renew(due);
    }

    /** Whether it ended because its time was over: there may be more to do, at once. */
    public boolean isOver() {
        return over;
    }
}
