package dev.countinghouse.metering;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts are asked for; null means any.
 *
 * @param metric code
 */
public record UsageAlertFilter(
        @Nullable String code,
        @Nullable String externalId,
        @Nullable String metric,
        @Nullable UUID customerId) {}
