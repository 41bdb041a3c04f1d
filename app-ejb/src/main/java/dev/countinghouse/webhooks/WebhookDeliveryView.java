package dev.countinghouse.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of an event to an endpoint, going out: it is known by the event's id, which is the {@code webhook-id}.
 *
 * @param subjectId what the event is about: events of one go one after the other
 * @param attempts tries since it was last asked for, at most 10
 * @param nextAttemptAt when it is tried next, at the earliest; null when it is delivered or dead
 * @param lastStatus of the answer to the last try; null when there was none
 * @param lastDurationMs milliseconds of the last try
 * @param lastError why the last try failed; null when it did not
 * @param createdAt real time, as all instants here
 */
public record WebhookDeliveryView(
        UUID eventId,
        String eventType,
        UUID subjectId,
        DeliveryState state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant lastAttemptAt,
        @Nullable Integer lastStatus,
        @Nullable Integer lastDurationMs,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
