package dev.countinghouse.webhooks;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint going out.
 *
 * @param eventTypes what it gets: types, or all of a resource such as {@code invoice.*}; none for all
 * @param disabledBecause null while it is enabled
 * @param secret signs what is sent: {@code whsec_} and 32 bytes in base64. Shown when it is made, and never again
 * @param oldSecretUntil until when the secret before signs too; null when none does
 * @param createdAt real time, as all instants here
 * @param lastSuccessAt when it last took an event, to the minute
 */
public record WebhookEndpointView(
        UUID id,
        String url,
        String description,
        List<String> eventTypes,
        WebhookStatus status,
        @Nullable DisabledBecause disabledBecause,
        @Nullable String secret,
        @Nullable Instant oldSecretUntil,
        Instant createdAt,
        @Nullable Instant lastSuccessAt,
        int version) {

    public WebhookEndpointView {
        eventTypes = List.copyOf(eventTypes);
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "WebhookEndpointView[" + id + "]";
    }
}
