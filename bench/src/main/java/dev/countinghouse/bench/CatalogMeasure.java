package dev.countinghouse.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a tenant without books takes on disk and in the catalogue. */
final class CatalogMeasure {

    private static final double KIB = 1024;
    private static final String RELATIONS = """
            SELECT count(*) FILTER (WHERE c.relkind = 'r' AND n.nspname = ?),
                   count(*) FILTER (WHERE c.relkind = 'i' AND n.nspname = ?),
                   count(*) FILTER (WHERE c.relkind = 'S'),
                   count(*) FILTER (WHERE c.relkind = 't'),
                   count(*) FILTER (WHERE c.relkind = 'i' AND n.nspname = 'pg_toast')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_class owner ON owner.reltoastrelid = c.oid
            LEFT JOIN pg_index i ON i.indexrelid = c.oid
            LEFT JOIN pg_class toasted ON toasted.reltoastrelid = i.indrelid
            WHERE ? IN (c.relnamespace::regnamespace::text, owner.relnamespace::regnamespace::text,
                        toasted.relnamespace::regnamespace::text)""";

    private final Cluster cluster;
    private final Figures figures;

    CatalogMeasure(Cluster cluster, Figures figures) {
        this.cluster = cluster;
        this.figures = figures;
    }

    /** Size of the database's files. */
    double databaseKib() throws SQLException {
        try (Connection connection = cluster.administrator();
                Statement statement = connection.createStatement()) {
            return single(statement, "SELECT pg_database_size(current_database())") / KIB;
        }
    }

    /**
     * Tells.
     *
     * @param tenant one that has no books
     * @param emptyKib size of the database before the first tenant
     * @param tenants how many there are now
     */
    void run(BenchTenant tenant, double emptyKib, int tenants) throws SQLException {
        figures.section("What a tenant without books takes");
        figures.add("disk_kib_per_tenant", (databaseKib() - emptyKib) / tenants, "KiB on disk, catalogue included");
        try (Connection connection = cluster.administrator();
                Statement statement = connection.createStatement()) {
            figures.add("catalogue_kib_per_tenant", catalogueKib(statement) / tenants, "KiB of it in the catalogue");
        }
        relations(tenant);
    }

    private static double catalogueKib(Statement statement) throws SQLException {
        return single(
                        statement,
                        "SELECT sum(pg_total_relation_size(oid)) FROM pg_class"
                                + " WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::regnamespace")
                / KIB;
    }

    private void relations(BenchTenant tenant) throws SQLException {
        try (Connection connection = cluster.administrator();
                PreparedStatement count = connection.prepareStatement(RELATIONS)) {
            for (int i = 1; i <= 3; i++) {
                count.setString(i, tenant.schema());
            }
            try (ResultSet row = count.executeQuery()) {
                row.next();
                int all = 0;
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    all += row.getInt(i);
                }
                figures.add(
                        "relations_per_tenant",
                        all,
                        "relations: %d tables, %d indexes, %d sequences, %d TOAST tables, %d TOAST indexes"
                                .formatted(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
            }
        }
    }

    private static double single(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
