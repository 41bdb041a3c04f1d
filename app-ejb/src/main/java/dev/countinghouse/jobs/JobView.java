package dev.countinghouse.jobs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job going out.
 *
 * @param tenantId null for an import that has not made its tenant yet
 * @param step what it is doing, or was doing when it ended
 * @param done of {@code total}, in the step's own unit (bytes, rows or tables)
 * @param total null while it is unknown
 * @param errors why it failed; empty otherwise
 * @param result what it made; null until it succeeded
 * @param requestedBy who asked for it
 */
public record JobView(
        UUID id,
        @Nullable UUID tenantId,
        JobKind kind,
        JobState state,
        String step,
        long done,
        @Nullable Long total,
        List<JobError> errors,
        @Nullable Map<String, Object> result,
        String requestedBy,
        boolean cancelRequested,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {}
