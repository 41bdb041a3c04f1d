package dev.countinghouse.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.TreeSet;

/** What one connection's backend remembers of the tenants it worked for: it keeps the catalogue entries of all it touched. */
final class MemoryMeasure {

    private static final double MIB = 1024.0 * 1024.0;
    private static final int SOME = 100;
    private static final int MANY = 500;
    private static final List<String> OFTEN_READ =
            List.of("customers", "subscriptions", "subscription_items", "invoices", "usage_events");

    private final Cluster cluster;
    private final Figures figures;

    MemoryMeasure(Cluster cluster, Figures figures) {
        this.cluster = cluster;
        this.figures = figures;
    }

    /** Tells the memory of a backend after 1, 100, 500 and all tenants. */
    void run(List<BenchTenant> tenants) throws SQLException {
        figures.section("Memory of one PostgreSQL backend that has read %d tables of so many tenants"
                .formatted(OFTEN_READ.size()));
        TreeSet<Integer> steps = new TreeSet<>(List.of(1, SOME, MANY, tenants.size()));
        steps.removeIf(step -> step > tenants.size());
        try (Connection connection = cluster.administrator()) {
            connection.setAutoCommit(false);
            int touched = 0;
            double first = 0;
            double last = 0;
            for (int step : steps) {
                for (; touched < step; touched++) {
                    touch(connection, tenants.get(touched));
                }
                last = mib(connection);
                first = step == 1 ? last : first;
                figures.row("%d tenants".formatted(step), Figures.number(last) + " MiB");
            }
            figures.add(
                    "backend_kib_per_tenant",
                    (last - first) * MIB / 1024 / Math.max(1, touched - 1),
                    "KiB more for each tenant");
            discard(connection);
        }
    }

    /** Only a new connection is small again. */
    private void discard(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
        }
        figures.row("after DISCARD ALL", Figures.number(mib(connection)) + " MiB");
        try (Connection fresh = cluster.administrator()) {
            figures.row("a new connection", Figures.number(mib(fresh)) + " MiB");
        }
    }

    private static void touch(Connection connection, BenchTenant tenant) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL ROLE " + tenant.schema() + "; SET LOCAL search_path = \"$user\"");
            for (String table : OFTEN_READ) {
                statement.execute("SELECT * FROM " + table + " LIMIT 1");
            }
        }
        connection.commit();
    }

    private static double mib(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum(total_bytes) FROM pg_backend_memory_contexts")) {
            row.next();
            return row.getDouble(1) / MIB;
        }
    }
}
