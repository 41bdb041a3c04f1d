package dev.countinghouse.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Whether a server is asked at all. After {@link #FAILURES} failures in a row it is left alone, so that nobody waits for a dead
 * one; from then on only probes ask, with growing pauses, and the first that is answered lets everybody ask again.
 */
final class Breaker {

    static final int FAILURES = 3;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);
    static final Duration CHECK_EVERY = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean open;
    private long pause = FIRST_PAUSE.toNanos();
    private long nextProbe;

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextProbe = nanoTime.getAsLong() + CHECK_EVERY.toNanos();
    }

    /** Whether the server is left alone. */
    boolean isOpen() {
        return open;
    }

    /** The server answered. True when it had been left alone. */
    boolean succeeded() {
        if (failures.get() != 0) {
            failures.set(0);
        }
        if (!open) {
            return false;
        }
        synchronized (this) {
            pause = FIRST_PAUSE.toNanos();
            nextProbe = nanoTime.getAsLong() + CHECK_EVERY.toNanos();
            open = false;
        }
        return true;
    }

    /** The server did not answer. True when it is left alone from now on. */
    boolean failed() {
        if (failures.incrementAndGet() < FAILURES || open) {
            return false;
        }
        synchronized (this) {
            boolean first = !open;
            open = true;
            nextProbe = nanoTime.getAsLong() + pause;
            return first;
        }
    }

    /** Whether a probe is due; if so, the next one is so much later. For one thread at a time. */
    synchronized boolean takeProbe() {
        long now = nanoTime.getAsLong();
        if (now - nextProbe < 0) {
            return false;
        }
        if (open) {
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            nextProbe = now + pause;
        } else {
            nextProbe = now + CHECK_EVERY.toNanos();
        }
        return true;
    }
}
