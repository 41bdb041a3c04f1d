package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Usage of a span of time.
 *
 * @param start first instant of it
 * @param metric code
 */
public record UsageSummaryView(Instant start, String metric, BigDecimal quantity, long events) {}
