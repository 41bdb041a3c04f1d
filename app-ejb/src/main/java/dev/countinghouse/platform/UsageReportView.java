package dev.countinghouse.platform;

import dev.countinghouse.tenancy.TenantLimits;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant used of what its tier allows.
 *
 * @param externalPlatformId the platform that made the tenant, and as which of its stores; null when none did
 * @param from first day of the month, UTC
 * @param to the day after its last
 * @param plan code of the tier
 * @param usageEvents recorded for that month, as far as they are rolled up: some seconds are missing
 * @param usageEventsReceived that came in within that month of real time, whatever time they tell of: what the tier's limit counts
 * @param invoices finalized within the month
 * @param customers now, like all that follows
 * @param activeSubscriptions those that are billed
 */
public record UsageReportView(
        UUID tenantId,
        String slug,
        @Nullable String externalPlatformId,
        @Nullable String externalStoreId,
        LocalDate from,
        LocalDate to,
        String plan,
        long usageEvents,
        long usageEventsReceived,
        long invoices,
        long customers,
        long activeSubscriptions,
        long members,
        StorageView storage,
        TenantLimits limits) {}
