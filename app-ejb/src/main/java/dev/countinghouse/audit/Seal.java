package dev.countinghouse.audit;

import java.util.UUID;

/**
 * A link of the chain.
 *
 * @param seq its place, from 1 on without a gap
 * @param before the hash of the link before
 */
record Seal(long seq, UUID entryId, String before, String hash) {

    /** The next link. */
    Seal next(AuditEntry entry) {
        return new Seal(seq + 1, entry.id(), hash, AuditChain.hash(hash, seq + 1, entry));
    }

    /** What the first link follows. */
    static final Seal NONE = new Seal(0, new UUID(0, 0), "", AuditChain.BEGINNING);
}
