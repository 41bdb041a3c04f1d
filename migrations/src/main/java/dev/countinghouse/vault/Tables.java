package dev.countinghouse.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables of a schema as the catalog knows them, all but Liquibase's own and the history of the others. */
final class Tables {

    private static final String TABLES = """
        SELECT c.relname AS name,
               (SELECT array_agg(CAST(a.attname AS text) ORDER BY a.attnum) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
               (SELECT array_agg(CAST(a.attname AS text) ORDER BY k.position) FROM pg_index i
                CROSS JOIN LATERAL unnest(CAST(i.indkey AS int2[])) WITH ORDINALITY AS k (number, position)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
                WHERE i.indrelid = c.oid AND i.indisprimary) AS keys,
               (SELECT array_agg(CAST(a.attname AS text)) FROM pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attcollation <> 0) AS collated
        FROM pg_class c
        WHERE c.relnamespace = to_regnamespace(CAST(? AS text)) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname NOT IN ('databasechangelog', 'row_history') ORDER BY c.relname COLLATE "C\"\
        """;

    private static final String REFERENCES = """
        SELECT f.relname AS child, p.relname AS parent FROM pg_constraint k
        JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
        WHERE k.contype = 'f' AND f.relnamespace = to_regnamespace(CAST(? AS text)) AND f.oid <> p.oid\
        """;

    private static final String SEQUENCES =
            "SELECT EXISTS (SELECT FROM pg_class WHERE relkind = 'S' AND relnamespace = to_regnamespace(CAST(? AS"
                    + " text)))";

    /**
     * A table.
     *
     * @param columns in their order, without generated ones
     * @param keys the primary key's columns; empty when there is none
     * @param order what its rows are sorted by: the primary key, else all columns by their names; texts byte by byte, whatever the database's
     *     collation
     */
    record Table(String name, List<String> columns, List<String> keys, String order) {

        /** The columns, as they are written in a statement. */
        String columnList() {
            return columns.stream().map(Sql::name).collect(Collectors.joining(", "));
        }

        String copyOut(String schema) {
            return "COPY (SELECT %s FROM %s.%s ORDER BY %s) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')"
                    .formatted(columnList(), schema, Sql.name(name), order);
        }

        String copyIn(String schema) {
            return "COPY %s.%s (%s) FROM STDIN (FORMAT csv, HEADER match, ENCODING 'UTF8')"
                    .formatted(schema, Sql.name(name), columnList());
        }
    }

    private Tables() {}

    /** By name. */
    static Map<String, Table> of(Connection connection, String schema) throws SQLException {
        if (Sql.yes(connection, SEQUENCES, schema)) {
            throw new SQLException("Schema " + schema + " has sequences, whose position no archive would hold");
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        Sql.list(
                        connection,
                        row -> table(
                                Sql.text(row, "name"),
                                Sql.texts(row, "columns"),
                                Sql.texts(row, "keys"),
                                Sql.texts(row, "collated")),
                        TABLES,
                        schema)
                .forEach(table -> tables.put(table.name(), table));
        return tables;
    }

    private static Table table(String name, List<String> columns, List<String> keys, List<String> collated) {
        List<String> sorted = keys.isEmpty() ? columns.stream().sorted().toList() : keys;
        String order = sorted.stream()
                .map(column -> Sql.name(column) + (collated.contains(column) ? " COLLATE \"C\"" : ""))
                .collect(Collectors.joining(", "));
        return new Table(name, columns, keys, order);
    }

    /** In the order in which they can be filled: what is referred to comes first; else by name. */
    static List<Table> inOrder(Connection connection, String schema) throws SQLException {
        Map<String, Table> tables = of(connection, schema);
        Map<String, Set<String>> waitingFor = new TreeMap<>();
        tables.keySet().forEach(name -> waitingFor.put(name, new TreeSet<>()));
        Sql.list(connection, row -> List.of(Sql.text(row, "child"), Sql.text(row, "parent")), REFERENCES, schema)
                .forEach(pair -> waitingFor
                        .computeIfAbsent(pair.getFirst(), child -> new TreeSet<>())
                        .add(pair.getLast()));
        List<Table> order = new ArrayList<>();
        while (!waitingFor.isEmpty()) {
            String next = waitingFor.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new SQLException("Tables refer to each other in a circle: " + waitingFor));
            waitingFor.remove(next);
            waitingFor.values().forEach(parents -> parents.remove(next));
            Table table = tables.get(next);
            if (table != null) {
                order.add(table);
            }
        }
        return order;
    }
}
