package dev.countinghouse.metering;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage alert to be made.
 *
 * @param metric code
 * @param customerId whose usage; null: that of every customer, each for himself
 */
public record NewUsageAlert(
        @Nullable String externalId,
        String code,
        String metric,
        @Nullable UUID customerId,
        UsageAlertTerms terms,
        @Nullable Map<String, String> metadata) {}
