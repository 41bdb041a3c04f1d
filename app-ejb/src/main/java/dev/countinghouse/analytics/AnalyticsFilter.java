package dev.countinghouse.analytics;

import java.time.YearMonth;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Which months are asked for.
 *
 * @param from first month; null for eleven months before the last
 * @param through last month; null, or later than that, for the one that runs by the tenant's clock
 * @param currency null for all
 */
public record AnalyticsFilter(
        @Nullable YearMonth from,
        @Nullable YearMonth through,
        @Nullable Currency currency) {}
