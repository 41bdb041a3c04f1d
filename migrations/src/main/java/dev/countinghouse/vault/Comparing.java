package dev.countinghouse.vault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two schemas of one tenant in the database, row by row. */
final class Comparing {

    // md5 alone is compared, and of equal keys only: a collision would have to be made on purpose, by the tenant itself
    private static final String DIFFERENCES = """
        WITH d AS (
            SELECT coalesce(a.k, b.k) AS k, CASE WHEN b.k IS NULL THEN '-' WHEN a.k IS NULL THEN '+' ELSE '~' END AS kind
            FROM (%s) a FULL JOIN (%s) b ON a.k = b.k WHERE a.v IS DISTINCT FROM b.v)
        SELECT count(*) FILTER (WHERE kind = '-') AS only_original, count(*) FILTER (WHERE kind = '+') AS only_restored,
               count(*) FILTER (WHERE kind = '~') AS different,
               ARRAY(SELECT kind || ' ' || k FROM d ORDER BY kind, k LIMIT ?) AS examples FROM d\
        """;

    private Comparing() {}

    static Comparison compare(Connection connection, String original, String restored, int details, Progress progress)
            throws SQLException {
        Map<String, Tables.Table> before = Tables.of(connection, original);
        Map<String, Tables.Table> after = Tables.of(connection, restored);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Comparison.TableDifference> differences = new ArrayList<>();
        for (String name : names) {
            Tables.Table one = before.get(name);
            Tables.Table other = after.get(name);
            if (one != null && other != null) {
                List<String> columns = new ArrayList<>(one.columns());
                columns.retainAll(other.columns()); // schema versions may differ
                Tables.Table common = new Tables.Table(name, columns, one.keys(), one.order());
                differences.add(both(connection, common, rows(common, original), rows(common, restored), details));
            } else {
                differences.add(alone(connection, one == null ? restored : original, name, one != null));
            }
            Progress.report(progress, "compare", differences.size(), names.size());
        }
        return new Comparison(differences);
    }

    /** Key and content of each row; equal rows without a key are numbered. */
    private static String rows(Tables.Table table, String schema) {
        String columns = table.columns().stream().map(Sql::name).collect(Collectors.joining(", "));
        String content = "md5(CAST(ROW(" + columns + ") AS text))";
        String key = table.keys().isEmpty()
                ? "%1$s || '#' || row_number() OVER (PARTITION BY %1$s)".formatted(content)
                : "CAST(jsonb_build_array("
                        + table.keys().stream().map(Sql::name).collect(Collectors.joining(", ")) + ") AS text)";
        return "SELECT %s AS k, %s AS v FROM %s.%s".formatted(key, content, schema, Sql.name(table.name()));
    }

    private static Comparison.TableDifference both(
            Connection connection, Tables.Table table, String original, String restored, int details)
            throws SQLException {
        return Sql.find(
                        connection,
                        row -> new Comparison.TableDifference(
                                table.name(),
                                row.getLong("only_original"),
                                row.getLong("only_restored"),
                                row.getLong("different"),
                                Sql.texts(row, "examples")),
                        DIFFERENCES.formatted(original, restored),
                        details)
                .orElseThrow(() -> new SQLException("No answer for " + table.name()));
    }

    private static Comparison.TableDifference alone(
            Connection connection, String schema, String table, boolean original) throws SQLException {
        long rows = Sql.find(
                        connection, row -> row.getLong(1), "SELECT count(*) FROM " + schema + "." + Sql.name(table))
                .orElse(0L);
        return new Comparison.TableDifference(table, original ? rows : 0, original ? 0 : rows, 0, List.of());
    }
}
