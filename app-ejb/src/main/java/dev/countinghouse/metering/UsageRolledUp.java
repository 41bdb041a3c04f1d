package dev.countinghouse.metering;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Hours of usage that changed were rolled up, in this transaction. */
public record UsageRolledUp(List<Hour> hours) {

    /**
     * An hour of a customer's usage of a metric.
     *
     * @param hour its first instant
     */
    public record Hour(UUID customerId, UUID metricId, Instant hour) {}
}
