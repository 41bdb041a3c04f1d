package dev.countinghouse.ratelimit;

import java.util.List;

/**
 * Whether a request is let through.
 *
 * @param left of each quota that was asked about; of a refused request, of the quota that refused it
 */
public record Verdict(boolean allowed, List<Left> left) {

    private static final long MILLIS_PER_SECOND = 1000;

    /**
     * What is left of a quota.
     *
     * @param remaining requests that may follow at once
     * @param freesInMillis until one more may follow than now; 0 when all may
     */
    public record Left(Quota quota, int remaining, long freesInMillis) {

        /** The same in whole seconds, rounded up. */
        public long freesInSeconds() {
            return Math.ceilDiv(freesInMillis, MILLIS_PER_SECOND);
        }
    }
}
