package dev.countinghouse.metering;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which events are meant; null means any.
 *
 * @param metric code
 * @param from first instant
 * @param to instant after the last
 */
public record UsageFilter(
        @Nullable UUID customerId,
        @Nullable String metric,
        @Nullable Instant from,
        @Nullable Instant to) {}
