package dev.countinghouse.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

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
    public record ArchiveFile(UUID id, String purpose) {}

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

    /** The statement that {@link #json} was the text of. */
    static ErasureStatement of(String text) {
        if (!(Json.read(text) instanceof Map<?, ?> json)) {
            throw new IllegalArgumentException("Not a statement of an erasure");
        }
        return new ErasureStatement(
                text(json, "subject"),
                UUID.fromString(text(json, "subject_id")),
                UUID.fromString(text(json, "tenant_id")),
                text(json, "tenant"),
                Instant.parse(text(json, "at")),
                list(json, "erased", one -> new Erased(text(one, "table"), rows(one), text(one, "sha256"))),
                list(json, "kept", one -> new KeptRecord(text(one, "table"), rows(one), text(one, "why"))),
                list(json, "archives", one -> new ArchiveFile(UUID.fromString(text(one, "id")), text(one, "purpose"))));
    }

    private static String text(Map<?, ?> json, String key) {
        return (String) Objects.requireNonNull(json.get(key), key);
    }

    private static long rows(Map<?, ?> json) {
        return (Long) Objects.requireNonNull(json.get("rows"), "rows");
    }

    private static <T> List<T> list(Map<?, ?> json, String key, Function<Map<?, ?>, T> element) {
        List<?> elements = (List<?>) Objects.requireNonNull(json.get(key), key);
        return elements.stream().map(one -> element.apply((Map<?, ?>) one)).toList();
    }
}
