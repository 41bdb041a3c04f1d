/**
 * Who changed what. Owns: the entries of the audit log, the chain of their seals, masking. Does not own: what is worth an entry:
 * each service says so. Holds always: an entry is there if and only if its change is; nothing in it is a secret or a customer's
 * personal data, so nothing of it ever has to be erased; entries and seals are added and never changed.
 */
@NullMarked
package dev.countinghouse.audit;

import org.jspecify.annotations.NullMarked;
