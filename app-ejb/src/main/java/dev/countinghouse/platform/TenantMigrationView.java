package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One tenant in one migration.
 *
 * @param schemaVersion what its schema has now
 * @param wave its turn; 0 for a canary
 * @param state pending, migrated or failed
 * @param error why it was set aside; null unless it failed
 */
public record TenantMigrationView(
        UUID tenantId,
        String slug,
        String fromVersion,
        String schemaVersion,
        int wave,
        String state,
        int attempts,
        @Nullable String error,
        @Nullable Instant finishedAt) {}
