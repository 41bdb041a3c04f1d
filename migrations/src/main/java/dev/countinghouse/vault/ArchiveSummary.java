package dev.countinghouse.vault;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What an archive is.
 *
 * @param takenAt the moment of the snapshot
 * @param rows of all tables
 * @param bytes of the file
 * @param sha256 of the file
 * @param contentDigest equal exactly when the same tables hold the same rows
 */
public record ArchiveSummary(
        UUID tenantId,
        String slug,
        String tenantName,
        String kind,
        String schemaVersion,
        String productVersion,
        Instant takenAt,
        long rows,
        long bytes,
        String sha256,
        String contentDigest,
        SortedMap<String, Long> rowsByTable) {}
