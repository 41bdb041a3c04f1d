package dev.countinghouse.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a schema's comment says of it, so that the next run after a kill knows what it finds.
 *
 * @param madeBy the restore whose books these are; empty for books that were never restored
 * @param restoreId the restore on whose behalf the schema stands beside its tenant's
 * @param version of the schema
 */
record Beside(UUID tenantId, String madeBy, UUID restoreId, String version, Instant since) {

    static final String RESTORE = "restore";
    static final String RETIRED = "retired";

    private static final String COMMENT =
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?";

    static boolean exists(Connection owner, String schema) throws SQLException {
        return Sql.yes(owner, "SELECT to_regnamespace(CAST(? AS text)) IS NOT NULL", schema);
    }

    /** What is known of a schema that stands beside a tenant's; empty when it is no such schema. */
    static Optional<Beside> read(Connection owner, String schema) throws SQLException {
        Map<?, ?> comment = comment(owner, schema);
        return comment.get("restore") instanceof String restore
                        && comment.get("tenant") instanceof String tenant
                        && comment.get("since") instanceof String since
                ? Optional.of(new Beside(
                        UUID.fromString(tenant),
                        text(comment, "made_by"),
                        UUID.fromString(restore),
                        text(comment, "version"),
                        Instant.parse(since)))
                : Optional.empty();
    }

    /** Which restore a schema's books come from; empty when from none. */
    static String madeBy(Connection owner, String schema) throws SQLException {
        return text(comment(owner, schema), "made_by");
    }

    void write(Connection owner, String schema) throws SQLException {
        write(
                owner,
                schema,
                Map.of(
                        "tenant",
                        tenantId.toString(),
                        "made_by",
                        madeBy,
                        "restore",
                        restoreId.toString(),
                        "version",
                        version,
                        "since",
                        since.toString()));
    }

    /** The comment of a schema that is a tenant's own. */
    static void writeOwn(Connection owner, String schema, String madeBy) throws SQLException {
        write(owner, schema, madeBy.isEmpty() ? Map.of() : Map.of("made_by", madeBy));
    }

    private static void write(Connection owner, String schema, Map<String, String> comment) throws SQLException {
        String text = comment.isEmpty() ? "NULL" : "'" + Json.write(comment).replace("'", "''") + "'";
        Sql.run(owner, "COMMENT ON SCHEMA " + schema + " IS " + text);
    }

    private static Map<?, ?> comment(Connection owner, String schema) throws SQLException {
        String text = Sql.find(owner, row -> String.valueOf(row.getString(1)), COMMENT, schema)
                .orElse("null");
        return text.startsWith("{") && Json.read(text) instanceof Map<?, ?> map ? map : new TreeMap<>();
    }

    private static String text(Map<?, ?> comment, String key) {
        @Nullable Object value = comment.get(key);
        return value == null ? "" : value.toString();
    }
}
