package dev.countinghouse.history;

import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows of a tenant's tables as they are, in the transaction that then changes them. Entities are kept by themselves; a
 * statement of a repository's own that changes or deletes rows is preceded by one that begins with {@link #KEEP}, unless the
 * rows can be computed from others (docs/adr/0019).
 */
public final class RowHistory {

    /**
     * The beginning of a statement that keeps rows. What follows selects {@code table name, t.xmin, to_jsonb(t)} and ends with
     * {@code FOR NO KEY UPDATE}: what is kept is what the change will find.
     */
    public static final String KEEP = "INSERT INTO row_history (table_name, written_by, row) SELECT ";

    /** The tenant changelog's file that makes the table; a tenant that has fewer files has no history yet. */
    static final int SINCE_FILES = 12;

    private RowHistory() {}

    /** Whether the tenant of this scope has a history; not before its schema is migrated. */
    public static boolean isKept() {
        @Nullable Scope scope = CurrentScope.find();
        return scope != null && scope.tenant() != null && scope.tenant().hasFiles(SINCE_FILES);
    }
}
