package dev.countinghouse.bench;

import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/** A tenant whose usage is measured: its customers, its metric, and rows that are written past the application. */
final class UsageBooks {

    static final String COLUMNS =
            "(id, source, transaction_id, customer_id, metric_id, occurred_at, quantity, properties)";

    private final Cluster cluster;
    private final BenchTenant tenant;
    private final UUID[] customers = new UUID[UsageRows.CUSTOMERS];
    private final UUID metric = UUID.fromString("01980002-0000-7000-8000-000000000001");

    UsageBooks(Cluster cluster, BenchTenant tenant) throws SQLException {
        this.cluster = cluster;
        this.tenant = tenant;
        for (int i = 0; i < customers.length; i++) {
            customers[i] = new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0001L + i);
        }
        try (Connection owner = owner();
                PreparedStatement insert = owner.prepareStatement(
                        "INSERT INTO customers (id, external_id, name, email, country, time_zone, currency, created_at)"
                                + " VALUES (?, ?, 'Customer', 'usage@bench.example', 'DE', 'UTC', 'EUR', now())");
                Statement statement = owner.createStatement()) {
            for (int i = 0; i < customers.length; i++) {
                insert.setObject(1, customers[i]);
                insert.setString(2, "c-" + (i + 1));
                insert.addBatch();
            }
            insert.executeBatch();
            statement.execute(
                    "INSERT INTO billable_metrics (id, code, name, aggregation, field_name, created_at) VALUES ('%s', '%s', 'Tokens', 'sum', 'tokens', now())"
                            .formatted(metric, UsageRows.METRIC));
            owner.commit();
        }
    }

    BenchTenant tenant() {
        return tenant;
    }

    UUID customer(int number) {
        return customers[number - 1];
    }

    UUID metric() {
        return metric;
    }

    /** The owner's session in the tenant's schema, without autocommit. */
    Connection owner() throws SQLException {
        Connection owner = cluster.owner().getConnection();
        owner.setAutoCommit(false);
        try (Statement statement = owner.createStatement()) {
            statement.execute("SET search_path = " + tenant.schema());
        }
        owner.commit();
        return owner;
    }

    /** The application's login as the tenant: what a service has. Begins a transaction. */
    Connection asTenant() throws SQLException {
        Connection application = cluster.application();
        application.setAutoCommit(false);
        begin(application);
        return application;
    }

    void begin(Connection application) throws SQLException {
        try (Statement statement = application.createStatement()) {
            statement.execute("SET LOCAL ROLE " + tenant.schema() + "; SET LOCAL search_path = \"$user\"");
        }
    }

    /** One COPY of so many events. */
    void copy(Connection connection, int events, Supplier<UsageRows.Row> next) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY usage_events " + COLUMNS + " FROM STDIN", new Lines(events, next));
    }

    /** Lines that are made while they are read. */
    private final class Lines extends Reader {

        private final Supplier<UsageRows.Row> next;
        private int left;
        private String line = "";
        private int at;

        Lines(int lines, Supplier<UsageRows.Row> next) {
            this.left = lines;
            this.next = next;
        }

        @Override
        public int read(char[] into, int offset, int length) {
            int read = 0;
            while (read < length) {
                if (at == line.length()) {
                    if (left == 0) {
                        break;
                    }
                    left--;
                    line = next.get().copy(customers, metric);
                    at = 0;
                }
                int some = Math.min(length - read, line.length() - at);
                line.getChars(at, at + some, into, offset + read);
                at += some;
                read += some;
            }
            return read == 0 ? -1 : read;
        }

        @Override
        public void close() {
            left = 0;
        }
    }

    /** Makes all hours of the tenant's events to be rolled up, at once. */
    void touchAll() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "INSERT INTO usage_touched SELECT DISTINCT customer_id, metric_id, date_trunc('hour', occurred_at, 'UTC') FROM usage_events");
            owner.commit();
        }
        scheduleRollUp();
    }

    private void scheduleRollUp() throws SQLException {
        try (Connection owner = cluster.owner().getConnection();
                PreparedStatement update = owner.prepareStatement(
                        "UPDATE public.due_work SET due_at = now() WHERE kind = 'usage_aggregation' AND tenant_id = ?")) {
            update.setObject(1, tenant.id());
            update.executeUpdate();
        }
    }

    long count(String sql) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
