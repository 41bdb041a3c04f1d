package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * Usage of a span of time.
 *
 * @param start first instant of it
 * @param metric code
 * @param group values of the group keys that were asked for; what events did not have is not in it
 * @param quantity by the metric's aggregation, not rounded by the metric; of a weighted sum the change of the level
 * @param events how many count
 */
public record UsageSummaryView(
        Instant start, String metric, Map<String, String> group, BigDecimal quantity, long events) {}
