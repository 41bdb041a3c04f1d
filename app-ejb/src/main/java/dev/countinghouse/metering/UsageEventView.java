package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored usage event going out, as it was recorded.
 *
 * @param amended {@code void} or {@code correct} when its last amendment says so; null: it counts as it was recorded
 */
public record UsageEventView(
        UUID id,
        String source,
        String transactionId,
        UUID customerId,
        @Nullable UUID subscriptionId,
        String metric,
        Instant timestamp,
        BigDecimal quantity,
        Map<String, Object> properties,
        Instant receivedAt,
        @Nullable String amended) {}
