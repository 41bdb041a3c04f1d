package dev.countinghouse.vault;

import dev.countinghouse.vault.VaultException.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says of itself, docs/ARCHIVE-FORMAT.md.
 *
 * @param incarnation of the schema it was taken of: restoring makes another one
 * @param horizon the oldest transaction that was open then ({@code xid8}): all before it are in the archive
 */
record Manifest(
        VaultTenant tenant,
        String name,
        String kind,
        String schemaVersion,
        String productVersion,
        Instant takenAt,
        String incarnation,
        String horizon,
        List<Entry> entries) {

    static final String FILE = "manifest.json";
    static final int LONGEST = 4 << 20; // bytes: thousands of tables
    private static final String FORMAT = "countinghouse-archive";
    private static final long VERSION = 1;

    /**
     * One file of the archive.
     *
     * @param table whose rows it has; null for the two documents beside the tables
     * @param columns of the table, in the file's order
     * @param bytes of the file, uncompressed
     */
    record Entry(String name, @Nullable String table, List<String> columns, long rows, long bytes, String sha256) {

        static String nameOf(String table) {
            return "data/" + table + ".csv";
        }

        private Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>(Map.of("name", name, "bytes", bytes, "sha256", sha256));
            if (table != null) {
                json.putAll(Map.of("table", table, "columns", columns, "rows", rows));
            }
            return json;
        }
    }

    /** The tables' files. */
    List<Entry> data() {
        return entries.stream().filter(entry -> entry.table() != null).toList();
    }

    /** Equal exactly when the same tables hold the same rows. */
    String contentDigest() {
        return Digests.of(data().stream()
                .map(entry -> entry.table() + " " + entry.rows() + " " + entry.sha256() + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    ArchiveAnnouncement announcement() {
        try {
            long bytes = entries.stream().mapToLong(Entry::bytes).reduce(0, Math::addExact);
            return new ArchiveAnnouncement(tenant.slug(), kind, schemaVersion, bytes);
        } catch (ArithmeticException e) {
            throw new VaultException(Reason.DAMAGED, "The manifest announces more bytes than can be counted", e);
        }
    }

    ArchiveSummary summary(long fileBytes, String fileSha256) {
        SortedMap<String, Long> rows = new TreeMap<>();
        data().forEach(entry -> rows.put(String.valueOf(entry.table()), entry.rows()));
        return new ArchiveSummary(
                tenant.id(),
                tenant.slug(),
                name,
                kind,
                schemaVersion,
                productVersion,
                takenAt,
                rows.values().stream().mapToLong(Long::longValue).sum(),
                fileBytes,
                fileSha256,
                contentDigest(),
                rows);
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("format_version", VERSION);
        json.put("product_version", productVersion);
        json.put("schema_version", schemaVersion);
        json.put("taken_at", takenAt);
        json.put("incarnation", incarnation);
        json.put("horizon", horizon);
        json.put(
                "tenant",
                Map.of(
                        "id",
                        tenant.id(),
                        "slug",
                        tenant.slug(),
                        "schema",
                        tenant.schema(),
                        "name",
                        name,
                        "kind",
                        kind));
        json.put("content_sha256", contentDigest());
        json.put("entries", entries.stream().map(Entry::json).toList());
        return Json.write(json);
    }

    /** @throws VaultException DAMAGED or NEWER */
    static Manifest parse(String text) {
        try {
            Fields top = Fields.of(Json.read(text));
            if (!top.text("format").equals(FORMAT)) {
                throw new VaultException(Reason.DAMAGED, "The file is no archive of Countinghouse");
            }
            if (top.number("format_version") > VERSION) {
                throw new VaultException(
                        Reason.NEWER,
                        "The archive has format version " + top.number("format_version") + ", this program knows up to "
                                + VERSION);
            }
            Manifest manifest = of(top, Fields.of(top.get("tenant")));
            if (!manifest.contentDigest().equals(top.text("content_sha256"))) {
                throw new VaultException(Reason.DAMAGED, "The manifest does not fit its own digest");
            }
            return manifest;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new VaultException(Reason.DAMAGED, "The archive's manifest is malformed: " + e.getMessage(), e);
        }
    }

    private static Manifest of(Fields top, Fields tenant) {
        List<Entry> entries = new ArrayList<>();
        for (Object one : top.list("entries")) {
            Fields entry = Fields.of(one);
            String table = entry.has("table") ? entry.text("table") : null;
            entries.add(new Entry(
                    entry.text("name"),
                    table,
                    table == null
                            ? List.of()
                            : entry.list("columns").stream()
                                    .map(String::valueOf)
                                    .toList(),
                    table == null ? 0 : entry.number("rows"),
                    entry.number("bytes"),
                    entry.text("sha256")));
        }
        return new Manifest(
                new VaultTenant(UUID.fromString(tenant.text("id")), tenant.text("slug"), tenant.text("schema")),
                tenant.text("name"),
                tenant.text("kind"),
                top.text("schema_version"),
                top.text("product_version"),
                Instant.parse(top.text("taken_at")),
                top.text("incarnation"),
                digits(top.text("horizon")),
                List.copyOf(entries));
    }

    /** It becomes part of a statement. */
    private static String digits(String text) {
        if (!text.matches("[0-9]{1,20}")) {
            throw new IllegalArgumentException("horizon is no transaction");
        }
        return text;
    }

    /** The members of an object that must be there. */
    private record Fields(Map<?, ?> map) {

        static Fields of(@Nullable Object value) {
            if (value instanceof Map<?, ?> map) {
                return new Fields(map);
            }
            throw new IllegalArgumentException("an object is missing");
        }

        boolean has(String name) {
            return map.containsKey(name);
        }

        @Nullable
        Object get(String name) {
            return map.get(name);
        }

        String text(String name) {
            if (map.get(name) instanceof String text) {
                return text;
            }
            throw new IllegalArgumentException(name + " is no text");
        }

        long number(String name) {
            if (map.get(name) instanceof Long number && number >= 0) {
                return number;
            }
            throw new IllegalArgumentException(name + " is no count");
        }

        List<?> list(String name) {
            if (map.get(name) instanceof List<?> list) {
                return list;
            }
            throw new IllegalArgumentException(name + " is no list");
        }
    }
}
