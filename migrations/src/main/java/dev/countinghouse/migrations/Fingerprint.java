package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Everything the catalog says about a tenant's schema, and its changelog's rows, but for the tenant's own name: two tenants
 * of one version have the same. Found by indexes alone, so that it costs the same whatever the number of tenants.
 */
final class Fingerprint {

    // pg_depend knows what is in a schema by an index; pg_class has none for that.
    private static final String CATALOG = """
            WITH s AS (SELECT oid, nspname, nspacl, nspowner FROM pg_namespace WHERE nspname = ?),
            content AS (
                SELECT d.classid, d.objid FROM s JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = s.oid),
            r AS (
                SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.relowner, c.relacl, c.relrowsecurity,
                       c.relforcerowsecurity, c.reloptions
                FROM content JOIN pg_class c ON c.oid = content.objid WHERE content.classid = 'pg_class'::regclass),
            line AS (
                SELECT format('schema of %s: %s', nspowner::regrole, nspacl) AS text FROM s
                UNION ALL
                SELECT format('relation %s %s %s of %s: %s, row security %s %s, %s', relname, relkind, relpersistence,
                       relowner::regrole, relacl, relrowsecurity, relforcerowsecurity, reloptions) FROM r
                UNION ALL
                SELECT format('column %s.%s no %s %s collation %s not null %s default %s generated %s identity %s: %s', r.relname,
                       a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attcollation, a.attnotnull,
                       pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, a.attacl)
                FROM r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0
                LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum
                UNION ALL
                SELECT format('constraint %s on %s: %s, validated %s', k.conname, r.relname, pg_get_constraintdef(k.oid), k.convalidated)
                FROM r JOIN pg_constraint k ON k.conrelid = r.oid
                UNION ALL
                SELECT format('index %s, valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
                FROM r JOIN pg_index i ON i.indrelid = r.oid
                UNION ALL
                SELECT format('policy %s on %s', p.polname, r.relname) FROM r JOIN pg_policy p ON p.polrelid = r.oid
                UNION ALL
                SELECT format('trigger %s on %s', t.tgname, r.relname) FROM r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal
                UNION ALL
                SELECT pg_describe_object(classid, objid, 0) FROM content WHERE classid <> 'pg_class'::regclass),
            named AS (
                SELECT replace(replace(line.text, s.nspname || '.', ''), s.nspname, '<tenant>') AS text FROM line CROSS JOIN s)
            """;

    private static final String DIGEST =
            CATALOG + "SELECT md5(string_agg(text, E'\\n' ORDER BY text COLLATE \"C\")) FROM named";
    private static final String LINES = CATALOG + "SELECT text FROM named";

    private static final String CHANGELOG = """
            SELECT format('change set %s: %s %s %s %s %s', orderexecuted, filename, author, id, exectype, md5sum) AS text
            FROM %s.databasechangelog""";

    private Fingerprint() {}

    /** A digest of {@link #lines}. */
    static String of(Connection owner, String schema) throws SQLException {
        String changelog =
                "SELECT md5(string_agg(text, E'\\n' ORDER BY text COLLATE \"C\")) FROM (" + changelog(schema) + ") c";
        return single(owner, DIGEST, schema) + single(owner, changelog);
    }

    /** One line for each thing in the schema and each row of its changelog, in an order of their own. */
    static SortedSet<String> lines(Connection owner, String schema) throws SQLException {
        SortedSet<String> lines = new TreeSet<>(all(owner, LINES, schema));
        lines.addAll(all(owner, changelog(schema)));
        return lines;
    }

    private static String changelog(String schema) {
        return CHANGELOG.replace("FROM %s.", "FROM " + schema + ".");
    }

    private static String single(Connection owner, String query, String... parameters) throws SQLException {
        return Objects.requireNonNullElse(all(owner, query, parameters).getFirst(), "");
    }

    private static List<String> all(Connection owner, String query, String... parameters) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement select = owner.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
        }
        return lines;
    }
}
