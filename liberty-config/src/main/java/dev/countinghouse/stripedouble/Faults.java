package dev.countinghouse.stripedouble;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is to go wrong next, as the control interface was told. */
final class Faults {
    private final List<Fault> faults = new ArrayList<>();
    private CountDownLatch held = new CountDownLatch(1);
    private int waiting;

    /** What can go wrong. */
    enum Kind {
        /** 500, and nothing was done. */
        ERROR_BEFORE,
        /** 500, and everything was done. */
        ERROR_AFTER,
        /** Everything was done, and the connection ends without an answer, after so many milliseconds. */
        HANG_AFTER,
        /** The request waits, before anything is done, until the control interface releases it. */
        HOLD,
        /** 429, and nothing was done. */
        RATE_LIMIT,
        /** A payment is neither made nor declined until the control interface settles it. */
        PROCESSING,
        /** A webhook is never sent. */
        WEBHOOK_DROP,
        /** A webhook is sent twice. */
        WEBHOOK_DUPLICATE,
        /** A webhook waits for the next one and is sent after it. */
        WEBHOOK_REORDER,
        /** A webhook is sent late. */
        WEBHOOK_DELAY;

        boolean ofWebhooks() {
            return name().startsWith("WEBHOOK_");
        }
    }

    private static final class Fault {
        private final Kind kind;
        private final String method;
        private final String match;
        private final long millis;
        private long left;

        Fault(Spec spec) {
            kind = spec.kind();
            method = spec.method();
            match = spec.match();
            left = spec.times();
            millis = spec.millis();
        }
    }

    /**
     * An order for faults.
     *
     * @param method of requests; empty for any
     * @param match begin of the path of requests, or of the type of events; empty for any
     * @param times how often
     * @param millis for how long, where the kind takes time
     */
    record Spec(Kind kind, String method, String match, long times, long millis) {}

    /** A fault that happens now. */
    record Strike(Kind kind, long millis) {}

    synchronized void add(Spec spec) {
        faults.add(new Fault(spec));
    }

    /** The fault for a request, once taken; null for none. */
    @Nullable
    Strike ofRequest(String method, String path) {
        return take(fault -> !fault.kind.ofWebhooks()
                && fault.kind != Kind.PROCESSING
                && (fault.method.isEmpty() || fault.method.equals(method))
                && path.startsWith(fault.match));
    }

    /** Whether the next payment is to stay in progress. */
    boolean leavesProcessing() {
        return take(fault -> fault.kind == Kind.PROCESSING) != null;
    }

    @Nullable
    Strike ofWebhook(String type) {
        return take(fault -> fault.kind.ofWebhooks() && type.startsWith(fault.match));
    }

    private synchronized @Nullable Strike take(Predicate<Fault> wanted) {
        Iterator<Fault> all = faults.iterator();
        while (all.hasNext()) {
            Fault fault = all.next();
            if (wanted.test(fault)) {
                fault.left--;
                if (fault.left <= 0) {
                    all.remove();
                }
                return new Strike(fault.kind, fault.millis);
            }
        }
        return null;
    }

    /** Waits until {@link #release}, but no longer than so many milliseconds. */
    void hold(long millis) {
        CountDownLatch latch;
        synchronized (this) {
            latch = held;
            waiting++;
        }
        try {
            var _ = latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                waiting--;
            }
        }
    }

    /** How many requests are held at this moment. */
    synchronized int waiting() {
        return waiting;
    }

    /** Lets all requests go on that are held. */
    synchronized void release() {
        held.countDown();
        held = new CountDownLatch(1);
    }

    synchronized void clear() {
        faults.clear();
        release();
    }
}
