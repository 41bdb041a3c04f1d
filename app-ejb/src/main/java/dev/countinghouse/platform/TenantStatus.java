package dev.countinghouse.platform;

import java.util.Locale;

/** Where a tenant is in its life. */
public enum TenantStatus {
    ACTIVE,
    /** Its credentials are refused and its work waits. */
    SUSPENDED,
    /** Its books lie in an archive alone. */
    ARCHIVED,
    /** Gone; the row remains so that nobody else gets its slug. */
    ERASED;

    /** The name in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
