package dev.countinghouse.metering;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A customer's usage of a metric in a calendar month.
 *
 * @param zone the customer's
 */
record UsageMonth(UUID customerId, UUID metricId, YearMonth month, ZoneId zone) {

    /** The month that an instant is in, where the customer is. */
    static UsageMonth at(UUID customerId, UUID metricId, Instant instant, ZoneId zone) {
        return new UsageMonth(customerId, metricId, YearMonth.from(instant.atZone(zone)), zone);
    }

    Instant from() {
        return month.atDay(1).atStartOfDay(zone).toInstant();
    }

    /** Instant after the last. */
    Instant to() {
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
    }

    /** What is asked of {@link Metering}. No subscription: the usage counts whoever bills it. */
    UsageWindow window() {
        return new UsageWindow(customerId, customerId, metricId, from(), to());
    }
}
