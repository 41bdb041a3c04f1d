package dev.countinghouse.webhooks.domain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a message is tried again, as Standard Webhooks 1.0.0 recommends: ten tries over some three days. Each wait is up to a
 * tenth longer, at random, so that what failed together does not come back together.
 */
public final class Retries {

    /** Tries before a message is a dead letter. */
    public static final int ATTEMPTS_MAX = 10;

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Duration ASKED_MAX = Duration.ofHours(24);
    private static final double JITTER = 0.1;

    /** Answers whose {@code Retry-After} counts: too many requests, and not available. */
    private static final Set<Integer> ASKING = Set.of(429, 503);

    private Retries() {}

    /**
     * How long to wait after a failure; empty when it was the last try, or the receiver is gone for good.
     *
     * @param attempts so far, this failure counted
     * @param random from 0 to less than 1
     */
    public static Optional<Duration> after(int attempts, Attempt failed, double random) {
        if (attempts >= ATTEMPTS_MAX || failed.isGone()) {
            return Optional.empty();
        }
        Duration planned = WAITS.get(attempts - 1);
        Duration wait = planned.plusMillis((long) (planned.toMillis() * JITTER * random));
        Duration asked = failed.retryAfter();
        if (asked != null && failed.status() != null && ASKING.contains(failed.status())) {
            Duration bounded = asked.compareTo(ASKED_MAX) > 0 ? ASKED_MAX : asked;
            wait = wait.compareTo(bounded) < 0 ? bounded : wait;
        }
        return Optional.of(wait);
    }
}
