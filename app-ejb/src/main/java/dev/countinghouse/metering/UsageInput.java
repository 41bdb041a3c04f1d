package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage event as a client sends it. Exactly one of the three ways to name the customer is used.
 *
 * @param transactionId with {@code source} the event's own key: the same key and content is a duplicate
 * @param source where it comes from; empty when the client has one source
 * @param metric code of a billable metric
 * @param timestamp when it happened; null only in a line of a file that lacks it, which is refused
 * @param quantity instead of the metric's property
 * @param properties facts of the event; values are text, numbers or booleans
 */
public record UsageInput(
        String transactionId,
        String source,
        @Nullable UUID customerId,
        @Nullable String externalCustomerId,
        @Nullable UUID subscriptionId,
        String metric,
        @Nullable Instant timestamp,
        @Nullable BigDecimal quantity,
        Map<String, Object> properties) {

    /** What a line of a file leaves out is empty, and refused as such; only the timestamp stays null. */
    public UsageInput {
        transactionId = Objects.requireNonNullElse(transactionId, "");
        source = Objects.requireNonNullElse(source, "");
        metric = Objects.requireNonNullElse(metric, "");
        properties = Objects.requireNonNullElse(properties, Map.of());
    }
}
