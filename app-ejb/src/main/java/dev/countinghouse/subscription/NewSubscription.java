package dev.countinghouse.subscription;

import dev.countinghouse.catalog.PlanOverrides;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription to be made. The customer is named by one of the two ids.
 *
 * @param plan code of the plan; its newest version is taken
 * @param currency of the plan's; null: the customer's
 * @param startDate first day in the customer's time zone, past or future; null for today by the tenant's clock
 * @param overrides what it pays instead of what the plan says; null: nothing
 * @param endDate day after the last; null: without end
 */
public record NewSubscription(
        @Nullable String externalId,
        @Nullable UUID customerId,
        @Nullable String externalCustomerId,
        String plan,
        @Nullable String currency,
        @Nullable LocalDate startDate,
        @Nullable LocalDate endDate,
        int quantity,
        @Nullable PlanOverrides overrides,
        @Nullable Map<String, String> metadata) {}
