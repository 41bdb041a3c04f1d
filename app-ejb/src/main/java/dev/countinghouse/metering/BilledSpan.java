package dev.countinghouse.metering;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A span of time in which a subscription bills its customer's usage of a metric.
 *
 * @param from first instant
 * @param to instant after the last; null: without end
 */
public record BilledSpan(
        UUID subscriptionId,
        UUID customerId,
        UUID metricId,
        Instant from,
        @Nullable Instant to) {

    /** Whether both are of the same usage: no two subscriptions may bill such. */
    public boolean meets(BilledSpan other) {
        return customerId.equals(other.customerId)
                && metricId.equals(other.metricId)
                && (other.to == null || from.isBefore(other.to))
                && (to == null || other.from.isBefore(to));
    }
}
