/**
 * One tenant's life in the database: archives, restore beside the original, swap, sandboxes, erasure.
 *
 * <p>Owns the archive's format and every statement that makes, renames or drops a tenant's schema after its creation. Does not
 * own jobs, files' places, signatures or who may ask. Needs the JDK and the PostgreSQL driver's COPY alone. Holds always: each
 * step is one transaction, so that a kill leaves the state before it or the state after it; tables are found in the
 * catalog, so that a feature's tables are in the archive without being named here.
 */
@NullMarked
package dev.countinghouse.vault;

import org.jspecify.annotations.NullMarked;
