package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as operators see it: its row of the registry, nothing of its books.
 *
 * @param status active, suspended, archived or erased
 * @param statusReason why it is not active
 * @param kind live or sandbox
 * @param sourceTenantId whose copy a sandbox is
 * @param plan code of its tier; null when it has none
 * @param storageBytes measured now and then, at {@code storageMeasuredAt}
 */
public record PlatformTenantView(
        UUID id,
        String slug,
        String schema,
        String name,
        String status,
        @Nullable String statusReason,
        String kind,
        @Nullable UUID sourceTenantId,
        @Nullable String plan,
        String timeZone,
        String currency,
        String schemaVersion,
        long storageBytes,
        @Nullable Instant storageMeasuredAt,
        int version,
        Instant createdAt) {}
