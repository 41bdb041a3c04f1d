package dev.countinghouse.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/**
 * A schema's fingerprint: equal exactly when tables, structure and every row are.
 *
 * @param tables by name
 * @param structure of columns, constraints, indexes and rights
 */
public record SchemaChecksum(SortedMap<String, TableChecksum> tables, String structure) {

    /** Of one table's rows, in the order of its key, as COPY writes them. */
    public record TableChecksum(long rows, String sha256) {}

    private static final List<String> STRUCTURE = List.of("""
            SELECT format('%s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                   a.attgenerated, pg_get_expr(d.adbin, d.adrelid))
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = to_regnamespace(CAST(? AS text)) AND c.relkind = 'r' ORDER BY c.relname, a.attname\
            """, """
            SELECT format('%s %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE connamespace = to_regnamespace(CAST(? AS text)) ORDER BY 1\
            """, """
            SELECT indexdef FROM pg_indexes WHERE schemaname = ? ORDER BY 1\
            """, """
            SELECT format('%s %s', c.relname, c.relacl) FROM pg_class c
            WHERE c.relnamespace = to_regnamespace(CAST(? AS text)) AND c.relkind = 'r' ORDER BY 1\
            """);

    /** Of a schema, as the connection's transaction sees it; its settings for text change until it ends. */
    public static SchemaChecksum of(Connection inTransaction, String schema) throws SQLException {
        Sql.run(inTransaction, Transactions.TEXT_FORMAT);
        SortedMap<String, TableChecksum> tables = new TreeMap<>();
        for (Tables.Table table : Tables.of(inTransaction, schema).values()) {
            tables.put(table.name(), ofRows(inTransaction, table.copyOut(schema)));
        }
        StringBuilder structure = new StringBuilder();
        for (String query : STRUCTURE) {
            String lines = Sql.list(inTransaction, row -> String.valueOf(row.getString(1)), query, schema).stream()
                    .map(line -> line.replace(schema + ".", ""))
                    .sorted()
                    .collect(Collectors.joining("\n", "", "\n"));
            structure.append(lines);
        }
        return new SchemaChecksum(tables, Digests.of(structure.toString()));
    }

    /**
     * Of the shared tables' rows that are not of these tenants.
     *
     * @param owner in a transaction of {@code ch_owner}
     */
    public static SortedMap<String, TableChecksum> shared(Connection owner, Set<UUID> exceptTenants)
            throws SQLException {
        Sql.run(owner, Transactions.TEXT_FORMAT);
        String except = exceptTenants.stream()
                .map(id -> "'" + id + "'")
                .collect(Collectors.joining(",", "(", exceptTenants.isEmpty() ? "NULL)" : ")"));
        SortedMap<String, TableChecksum> tables = new TreeMap<>();
        for (Map.Entry<String, Tables.Table> entry : Tables.of(owner, "public").entrySet()) {
            Tables.Table table = entry.getValue();
            String column = entry.getKey().equals("tenants") ? "id" : "tenant_id";
            String where = table.columns().contains(column)
                    ? " WHERE " + column + " IS NULL OR " + column + " NOT IN " + except
                    : "";
            tables.put(
                    entry.getKey(),
                    ofRows(
                            owner,
                            "COPY (SELECT %s FROM public.%s%s ORDER BY %s) TO STDOUT (FORMAT csv, HEADER true)"
                                    .formatted(
                                            table.columnList(),
                                            Sql.name(table.name()),
                                            exceptTenants.isEmpty() ? "" : where,
                                            table.order())));
        }
        return tables;
    }

    static TableChecksum ofRows(Connection connection, String copyOut) throws SQLException {
        Digests.Measured measured = new Digests.Measured(OutputStream.nullOutputStream(), bytes -> {});
        try {
            long rows = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copyOut, measured);
            return new TableChecksum(rows, measured.sha256());
        } catch (IOException e) {
            throw new SQLException("COPY failed", e);
        }
    }
}
