package dev.countinghouse.audit;

/** A link and the entry that it seals, as they are stored. */
record SealedEntry(Seal seal, AuditEntry entry) {}
