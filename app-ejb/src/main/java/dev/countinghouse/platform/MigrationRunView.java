package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A migration of all tenants, with how many of them stand where.
 *
 * @param toVersion schema version it leads to
 * @param state running, paused, done or failed; one whose process was killed stays running until the next migration goes on with it
 * @param pauseRequested whether somebody has asked it to pause
 * @param error why it stopped itself; null when it did not
 * @param pending tenants to come
 * @param failed tenants that were set aside
 */
public record MigrationRunView(
        UUID id,
        String toVersion,
        String state,
        boolean pauseRequested,
        @Nullable String error,
        long pending,
        long migrated,
        long failed,
        Instant startedAt,
        @Nullable Instant finishedAt) {}
