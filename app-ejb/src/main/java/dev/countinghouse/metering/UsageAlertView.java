package dev.countinghouse.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A usage alert going out.
 *
 * @param customerId whose usage; null: that of every customer, each for himself
 * @param limit of a calendar month in the customer's time zone
 * @param hard whether events that would exceed the limit are refused
 * @param recipients e-mail addresses
 * @param archivedAt since when it does nothing
 */
public record UsageAlertView(
        UUID id,
        @Nullable String externalId,
        String code,
        String metric,
        @Nullable UUID customerId,
        @Nullable BigDecimal limit,
        boolean hard,
        List<UsageThreshold> thresholds,
        List<String> recipients,
        Map<String, Object> metadata,
        int version,
        Instant createdAt,
        @Nullable Instant archivedAt) {}
