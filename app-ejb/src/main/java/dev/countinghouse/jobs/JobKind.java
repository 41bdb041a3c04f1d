package dev.countinghouse.jobs;

import java.util.Locale;

/** What a job does to its tenant. */
public enum JobKind {
    BACKUP,
    EXPORT,
    RESTORE,
    CLONE,
    ARCHIVE,
    UNARCHIVE,
    ERASE_CUSTOMER,
    ERASE_TENANT,
    /** Closes and deletes usage that is older than the tenant keeps it. */
    DELETE_USAGE,
    /** Recomputes all invoices and compares. */
    VERIFY_INVOICES,
    /** Makes a tenant: it has none before. */
    IMPORT;

    /** The name in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
