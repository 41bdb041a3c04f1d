package dev.countinghouse.launcher.client;

import java.time.Duration;

/**
 * How long to wait for the server; a test looks again at once and gives up soon.
 *
 * @param step between two looks
 * @param most between two attempts at a request
 * @param patience how long nothing may move
 */
public record Waiting(Duration step, Duration most, Duration patience) {
    public static final Waiting CALM =
            new Waiting(Duration.ofMillis(250), Duration.ofSeconds(3), Duration.ofMinutes(2));

    /** Waits longer after each attempt, up to {@code most}, and never less than the server asked for.
     *
     * @param attempt how often it was tried, from 1 */
    public void between(int attempt, Duration asked) {
        Duration grown = step.multipliedBy(1L << Math.min(attempt - 1, 10));
        Duration bounded = grown.compareTo(most) < 0 ? grown : most;
        pause(bounded.compareTo(asked) < 0 ? asked : bounded);
    }

    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("Interrupted; start again to continue", e);
        }
    }
}
