package dev.countinghouse.metering;

import dev.countinghouse.catalog.MetricView;
import dev.countinghouse.metering.domain.AggregationRule;
import dev.countinghouse.metering.domain.GroupedUsage;
import dev.countinghouse.metering.domain.WeightedSum;
import dev.countinghouse.money.Decimals;
import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What was used of a metric in a span of time.
 *
 * @param from first instant
 * @param to instant after the last
 */
public record MeteredUsage(MetricView metric, Instant from, Instant to, GroupedUsage usage) {

    /** Digits after the point that a quantity is rounded to, half up, where a division left more and the metric says nothing. */
    public static final int DECIMALS = 12;

    /** The metric's quantity: aggregated exactly and rounded once. */
    public BigDecimal quantity() {
        return quantity(usage);
    }

    /** The quantity of some groups taken together. */
    public BigDecimal quantity(Predicate<Map<String, String>> groups) {
        return quantity(usage.only(groups));
    }

    private BigDecimal quantity(GroupedUsage part) {
        Fraction exact = switch (metric.aggregation()) {
            case COUNT -> AggregationRule.COUNT.of(part);
            case SUM -> AggregationRule.SUM.of(part);
            case MIN -> AggregationRule.MIN.of(part);
            case MAX -> AggregationRule.MAX.of(part);
            case AVERAGE -> AggregationRule.AVERAGE.of(part);
            case LATEST -> AggregationRule.LATEST.of(part);
            case UNIQUE_COUNT -> AggregationRule.UNIQUE_COUNT.of(part);
            case WEIGHTED_SUM -> from.isBefore(to) ? new WeightedSum(from, to).of(part) : Fraction.ZERO;
        };
        return metric.rounding() == null
                ? Decimals.plain(exact.rounded(DECIMALS, RoundingMode.HALF_UP))
                : metric.rounding().of(exact);
    }
}
