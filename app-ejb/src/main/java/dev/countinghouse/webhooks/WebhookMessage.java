package dev.countinghouse.webhooks;

import dev.countinghouse.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that an endpoint is to get.
 *
 * @param attempts before this one
 * @param occurredAt by the tenant's clock; null when the event is no more
 * @param payload JSON; null when the event is no more
 */
public record WebhookMessage(
        UUID eventId,
        String type,
        UUID subjectId,
        int attempts,
        @Nullable Instant occurredAt,
        @Nullable String payload) {

    /** What Standard Webhooks recommends: receivers need not take more. */
    static final int BYTES_MAX = 20_000;

    private static final String SUBJECT = "subject_id";

    /** Whether there is something to send: the books may have been restored to a time before the event. */
    boolean isThere() {
        return occurredAt != null && payload != null;
    }

    /**
     * What is sent, the same at each try: type, time, and the event's data with what it is about. Data that is too much is left out,
     * and said to be; it is at {@code GET /events}.
     */
    byte[] body() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put(SUBJECT, subjectId);
        data.putAll(Json.readObject(String.valueOf(payload)));
        byte[] body = bytes(data);
        return body.length < BYTES_MAX ? body : bytes(Map.of(SUBJECT, subjectId, "truncated", true));
    }

    private byte[] bytes(Map<String, Object> data) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.put("timestamp", String.valueOf(occurredAt));
        message.put("data", data);
        return Json.write(message).getBytes(StandardCharsets.UTF_8);
    }

    /** Never what it says. */
    @Override
    public String toString() {
        return type + " " + eventId;
    }
}
