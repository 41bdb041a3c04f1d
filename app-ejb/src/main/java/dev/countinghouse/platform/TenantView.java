package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;

/**
 * The current tenant going out.
 *
 * @param schema PostgreSQL schema that holds its books, and name of the role that may touch them
 * @param timeZone default for its customers
 * @param netTermsDays days from an invoice's date to its due date
 * @param schemaVersion what its schema was last migrated to
 */
public record TenantView(
        UUID id,
        String slug,
        String schema,
        String name,
        String status,
        String timeZone,
        String currency,
        int netTermsDays,
        String schemaVersion,
        int version,
        Instant createdAt) {}
