package dev.countinghouse.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** What PostgreSQL alone does with the rows of a billing run: they are read where it wrote them and written to another tenant. */
final class WriteMeasure {

    private static final double NANOS = 1e9;
    private static final int CHUNK = 200; // invoices in one transaction, as in a billing run
    private static final List<String> TABLES = List.of("invoices", "invoice_lines", "transfers", "outbox");

    private final BillingBooks from;
    private final BillingBooks to;
    private final Cluster cluster;

    WriteMeasure(Cluster cluster, BillingBooks from, BillingBooks to) {
        this.cluster = cluster;
        this.from = from;
        this.to = to;
    }

    /** Invoices a second, a COPY for each table, all in one transaction. */
    double copy() throws SQLException, IOException {
        Map<String, byte[]> rows = new LinkedHashMap<>();
        try (Connection owner = from.owner()) {
            for (String table : TABLES) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                owner.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("COPY " + table + " TO STDOUT (FORMAT binary)", out);
                rows.put(table, out.toByteArray());
            }
        }
        series();
        try (Connection owner = to.owner()) {
            long begun = System.nanoTime();
            for (String table : TABLES) {
                owner.unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "COPY " + table + " FROM STDIN (FORMAT binary)",
                                new ByteArrayInputStream(rows.get(table)));
            }
            owner.commit();
            return invoices() * NANOS / (System.nanoTime() - begun);
        }
    }

    /** Invoices a second in batches, a transaction for 200 of them with all that belongs to them. */
    double insert() throws SQLException {
        List<Rows> tables = new ArrayList<>();
        for (String table : TABLES) {
            tables.add(read(table));
        }
        series();
        int chunks = (tables.getFirst().values.size() + CHUNK - 1) / CHUNK;
        try (Connection owner =
                DriverManager.getConnection(cluster.address().ownerUrl() + "&reWriteBatchedInserts=true")) {
            owner.setAutoCommit(false);
            try (Statement statement = owner.createStatement()) {
                statement.execute("SET search_path = " + to.tenant().schema());
            }
            long begun = System.nanoTime();
            for (int chunk = 0; chunk < chunks; chunk++) {
                for (Rows rows : tables) {
                    rows.insert(owner, chunk, chunks);
                }
                owner.commit();
            }
            return invoices() * NANOS / (System.nanoTime() - begun);
        }
    }

    private long invoices() throws SQLException {
        return to.count("SELECT count(*) FROM invoices");
    }

    /** The number series that the invoices refer to. */
    private void series() throws SQLException {
        try (Connection owner = to.owner();
                Statement statement = owner.createStatement()) {
            statement.execute("INSERT INTO number_series (code, prefix) VALUES ('default', 'BENCH-D')");
            owner.commit();
        }
    }

    /** In the order in which they were written, so that a part of each table belongs to the same part of the others. */
    private Rows read(String table) throws SQLException {
        try (Connection owner = from.owner();
                Statement statement = owner.createStatement()) {
            Map<String, String> columns = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery(
                    "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '" + table
                            + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
                while (row.next()) {
                    columns.put(row.getString(1), row.getString(2));
                }
            }
            List<String[]> values = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY ctid")) {
                while (row.next()) {
                    String[] one = new String[columns.size()];
                    for (int i = 0; i < one.length; i++) {
                        one[i] = row.getString(i + 1);
                    }
                    values.add(one);
                }
            }
            return new Rows(
                    "INSERT INTO %s (%s) VALUES (%s)"
                            .formatted(
                                    table,
                                    String.join(", ", columns.keySet()),
                                    columns.values().stream()
                                            .map(type -> "?::" + type)
                                            .collect(Collectors.joining(", "))),
                    values);
        }
    }

    /** Rows of a table, as text. */
    private record Rows(String insert, List<String[]> values) {

        void insert(Connection connection, int chunk, int chunks) throws SQLException {
            int end = end(chunk + 1, chunks);
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                for (int at = end(chunk, chunks); at < end; at++) {
                    String[] row = values.get(at);
                    for (int i = 0; i < row.length; i++) {
                        statement.setString(i + 1, row[i]);
                    }
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }

        private int end(int chunk, int chunks) {
            return (int) ((long) values.size() * chunk / chunks);
        }
    }
}
