package dev.countinghouse.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.countinghouse.redis.SlidingWindows.State;
import dev.countinghouse.redis.SlidingWindows.Window;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What this server let through within the last while. It is the whole truth while Redis does not answer, and a part of it
 * otherwise: never more than what Redis counts, unless Redis forgot.
 */
final class LocalWindows {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int KEYS_MAX = 200_000;

    private final LongSupplier nanoTime;
    private final Cache<String, Moments> counted;

    LocalWindows(LongSupplier nanoTime, Duration longestWindow) {
        this.nanoTime = nanoTime;
        this.counted = Caffeine.newBuilder()
                .maximumSize(KEYS_MAX)
                .expireAfterAccess(longestWindow)
                .ticker(nanoTime::getAsLong)
                .build();
    }

    /** Counts a request; what is counted may be taken back. */
    State count(Window window) {
        return moments(window).add(now(), window.millis());
    }

    /** Takes back the latest that was counted. */
    void takeBack(List<Window> windows) {
        windows.forEach(window -> moments(window).removeLatest());
    }

    private Moments moments(Window window) {
        return counted.get(window.key(), key -> new Moments());
    }

    private long now() {
        return nanoTime.getAsLong() / NANOS_PER_MILLI;
    }

    /** Milliseconds, oldest first, in a ring that grows. */
    private static final class Moments {

        private static final int FIRST_SIZE = 8;

        private long[] ring = new long[FIRST_SIZE];
        private int oldest;
        private int count;

        synchronized State add(long now, long millis) {
            while (count > 0 && ring[oldest] <= now - millis) {
                oldest = (oldest + 1) % ring.length;
                count--;
            }
            if (count == ring.length) {
                grow();
            }
            ring[(oldest + count) % ring.length] = now;
            count++;
            return new State(count, ring[oldest] + millis - now);
        }

        synchronized void removeLatest() {
            if (count > 0) {
                count--;
            }
        }

        private void grow() {
            long[] larger = new long[2 * ring.length];
            for (int i = 0; i < count; i++) {
                larger[i] = ring[(oldest + i) % ring.length];
            }
            ring = larger;
            oldest = 0;
        }
    }
}
