package dev.countinghouse.platform;

import java.util.Locale;

/** How a tenant stands in a migration. */
public enum TenantMigrationState {
    /** Its turn is to come. */
    PENDING,
    MIGRATED,
    /** It was set aside, and has the version it had. */
    FAILED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
