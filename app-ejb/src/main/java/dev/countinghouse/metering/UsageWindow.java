package dev.countinghouse.metering;

import java.time.Instant;
import java.util.UUID;

/**
 * Usage that is asked for: of a customer and a metric, in a span of time.
 *
 * @param from first instant
 * @param to instant after the last
 */
public record UsageWindow(UUID subscriptionId, UUID customerId, UUID metricId, Instant from, Instant to) {}
