package dev.countinghouse.webhooks.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver.
 *
 * @param status of the answer; null when there was none
 * @param took from the look-up of the host to the answer's headers
 * @param error why it failed, for people; null when it did not
 * @param retryAfter how long the receiver asks to be left alone; null when it does not ask
 */
public record Attempt(
        @Nullable Integer status,
        Duration took,
        @Nullable String error,
        @Nullable Duration retryAfter) {

    private static final int OK_FROM = 200;
    private static final int OK_TO = 299;
    private static final int GONE = 410;

    /** Nobody answered. */
    public static Attempt unanswered(Duration took, String error) {
        return new Attempt(null, took, error, null);
    }

    /** Somebody answered: a status from 200 to 299 takes the message, every other one, a redirect too, does not. */
    public static Attempt answered(int status, Duration took, @Nullable Duration retryAfter) {
        boolean ok = status >= OK_FROM && status <= OK_TO;
        return new Attempt(status, took, ok ? null : "The answer was " + status, retryAfter);
    }

    /** Whether the message was taken. */
    public boolean isDelivered() {
        return error == null;
    }

    /** Whether the receiver wants nothing more, ever. */
    public boolean isGone() {
        return status != null && status == GONE;
    }
}
