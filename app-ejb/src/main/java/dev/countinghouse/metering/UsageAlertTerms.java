package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an alert watches for in each month.
 *
 * @param limit of a month, above 0; null for none
 * @param hard whether events that would exceed the limit are refused
 * @param thresholds each told once a month
 * @param recipients e-mail addresses
 */
public record UsageAlertTerms(
        @Nullable BigDecimal limit, boolean hard, List<UsageThreshold> thresholds, List<String> recipients) {}
