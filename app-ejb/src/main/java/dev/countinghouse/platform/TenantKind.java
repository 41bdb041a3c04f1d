package dev.countinghouse.platform;

import java.util.Locale;

/** What a tenant is for. */
public enum TenantKind {
    LIVE,
    /** A copy to play with: test keys, a clock of its own, and nothing leaves it. */
    SANDBOX;

    /** The name in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
