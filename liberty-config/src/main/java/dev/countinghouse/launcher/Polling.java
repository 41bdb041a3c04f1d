package dev.countinghouse.launcher;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something another process does and cannot tell us. */
final class Polling {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Polling() {}

    /** Asks until the answer is yes; answers no when the time is up or the thread was interrupted. */
    static boolean until(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }
}
