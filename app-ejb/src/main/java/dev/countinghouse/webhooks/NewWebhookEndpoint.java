package dev.countinghouse.webhooks;

import java.util.List;

/**
 * An endpoint to be made.
 *
 * @param url https, on the internet
 * @param eventTypes types, or all of a resource such as {@code invoice.*}; none for all
 */
public record NewWebhookEndpoint(String url, String description, List<String> eventTypes) {

    public NewWebhookEndpoint {
        eventTypes = List.copyOf(eventTypes);
    }
}
