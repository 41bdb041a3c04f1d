package dev.countinghouse.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are meant; null means any.
 *
 * @param actor id or name of who did it
 * @param resource the kind of thing, such as {@code customer}
 * @param from the first instant
 * @param to the instant behind the last
 */
public record AuditFilter(
        @Nullable String actor,
        @Nullable String action,
        @Nullable String resource,
        @Nullable String resourceId,
        @Nullable Instant from,
        @Nullable Instant to) {}
