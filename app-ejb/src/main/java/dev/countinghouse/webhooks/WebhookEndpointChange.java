package dev.countinghouse.webhooks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an endpoint is to change; null stays.
 *
 * @param eventTypes all of them; none for all events
 * @param enabled whether events are sent to it
 */
public record WebhookEndpointChange(
        @Nullable String url,
        @Nullable String description,
        @Nullable List<String> eventTypes,
        @Nullable Boolean enabled) {}
