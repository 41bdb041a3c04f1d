package dev.countinghouse.launcher.mainjob;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What one customer used: the exact sum of minutes, and when it began and ended.
 *
 * @param minutes the exact sum over all events
 * @param first instant of the earliest event
 * @param last instant of the latest event
 */
record CustomerUsage(String externalId, BigDecimal minutes, long events, Instant first, Instant last) {

    static CustomerUsage of(String externalId, BigDecimal minutes, Instant at) {
        return new CustomerUsage(externalId, minutes, 1, at, at);
    }

    CustomerUsage plus(BigDecimal more, Instant at) {
        return new CustomerUsage(
                externalId,
                minutes.add(more),
                events + 1,
                at.isBefore(first) ? at : first,
                at.isAfter(last) ? at : last);
    }
}
