package dev.countinghouse.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the audit log.
 *
 * @param before JSON of what was changed, as it was; null for what was made
 * @param after JSON of what was changed, as it is; null for what is no more
 */
record AuditEntry(
        UUID id,
        Instant at,
        Actor actor,
        String action,
        String resource,
        String resourceId,
        @Nullable String before,
        @Nullable String after,
        @Nullable String reason) {}
