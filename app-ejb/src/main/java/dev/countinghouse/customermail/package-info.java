/**
 * Mail to a tenant's customers. Owns: which mails they get, in whose name and words, what became of each. Does not own: sending,
 * what happened. Holds always: nobody is written to unless the tenant switched that mail on; at most one mail of a kind about the
 * same thing, queued in the transaction that it tells of; nothing leaves from a sandbox, or after a restore before somebody says so.
 */
@NullMarked
package dev.countinghouse.customermail;

import org.jspecify.annotations.NullMarked;
