package dev.countinghouse.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An archive going out.
 *
 * @param takenAt the moment that it shows
 * @param sha256 of the file
 * @param expiresAt when its file is deleted; null to keep it
 * @param deletedAt when its file was deleted
 */
public record ArchiveView(
        UUID id,
        UUID tenantId,
        UUID jobId,
        ArchivePurpose purpose,
        String schemaVersion,
        Instant takenAt,
        long bytes,
        String sha256,
        @Nullable Instant expiresAt,
        @Nullable Instant deletedAt) {}
