package dev.countinghouse.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an erasure took and what it left: the text that is signed.
 *
 * @param subject {@code customer} or {@code tenant}
 * @param at the moment of the transaction
 * @param archives files of the tenant that the caller has to delete
 */
public record ErasureStatement(
        String subject,
        UUID subjectId,
        UUID tenantId,
        String slug,
        Instant at,
        List<Erased> erased,
        List<KeptRecord> kept,
        List<ArchiveFile> archives) {

    /**
     * Rows that went, or whose personal data did.
     *
     * @param table with its schema
     * @param sha256 of the rows as they were, as COPY writes them; empty where rows were changed in place
     */
    public record Erased(String table, long rows, String sha256) {}

    /** Rows that were left, and why. */
    public record KeptRecord(String table, long rows, String why) {}

    /** An archive of the tenant, as {@code public.archives} names it. */
    public record ArchiveFile(UUID id, UUID jobId, String purpose) {}

    /** Always the same text for the same statement. */
    public String json() {
        Map<String, Object> json = new TreeMap<>();
        json.put("subject", subject);
        json.put("subject_id", subjectId);
        json.put("tenant_id", tenantId);
        json.put("tenant", slug);
        json.put("at", at);
        json.put(
                "erased",
                erased.stream()
                        .map(one -> Map.of("table", one.table(), "rows", one.rows(), "sha256", one.sha256()))
                        .toList());
        json.put(
                "kept",
                kept.stream()
                        .map(one -> Map.of("table", one.table(), "rows", one.rows(), "why", one.why()))
                        .toList());
        json.put(
                "archives",
                archives.stream()
                        .map(one -> Map.of("id", one.id(), "purpose", one.purpose()))
                        .toList());
        return Json.write(json);
    }
}
