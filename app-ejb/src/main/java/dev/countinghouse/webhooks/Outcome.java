package dev.countinghouse.webhooks;

import dev.countinghouse.webhooks.domain.Attempt;
import dev.countinghouse.webhooks.domain.Retries;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a delivery by a try.
 *
 * @param attempts this one counted
 * @param waitSeconds until the next try; of no account unless pending
 * @param status of the answer; null when there was none
 * @param gone whether the endpoint wants nothing more, ever
 */
public record Outcome(
        UUID eventId,
        UUID subjectId,
        int attempts,
        DeliveryState state,
        double waitSeconds,
        @Nullable Integer status,
        int millis,
        @Nullable String error,
        boolean gone) {

    private static final double MILLIS = 1_000;

    /** @param random from 0 to less than 1, for the wait */
    static Outcome of(WebhookMessage message, Attempt attempt, double random) {
        int attempts = message.attempts() + 1;
        Optional<Duration> wait = attempt.isDelivered() ? Optional.empty() : Retries.after(attempts, attempt, random);
        DeliveryState state = attempt.isDelivered()
                ? DeliveryState.DELIVERED
                : wait.isPresent() ? DeliveryState.PENDING : DeliveryState.DEAD;
        return new Outcome(
                message.eventId(),
                message.subjectId(),
                attempts,
                state,
                wait.map(Duration::toMillis).orElse(0L) / MILLIS,
                attempt.status(),
                (int) attempt.took().toMillis(),
                attempt.error(),
                attempt.isGone());
    }

    /** There is nothing to send: the books were restored to a time before the event. */
    static Outcome nothing(WebhookMessage message) {
        return new Outcome(
                message.eventId(),
                message.subjectId(),
                message.attempts() + 1,
                DeliveryState.DEAD,
                0,
                null,
                0,
                "The books were restored to a time before the event",
                false);
    }

    boolean isDelivered() {
        return state == DeliveryState.DELIVERED;
    }
}
