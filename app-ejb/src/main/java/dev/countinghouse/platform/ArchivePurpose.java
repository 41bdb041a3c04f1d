package dev.countinghouse.platform;

import java.util.Locale;

/** Why an archive was taken. */
public enum ArchivePurpose {
    /** An operator's, to restore from. */
    BACKUP,
    /** The tenant's own, to take away. */
    EXPORT,
    /** All that there is of an archived tenant. */
    ARCHIVE;

    /** The name in the API and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ArchivePurpose of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
