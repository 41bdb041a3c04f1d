package dev.countinghouse.vault;

import dev.countinghouse.migrations.RoleEntry;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Transactions of the vault's own, each on a connection of its own: long ones, so that the limits meant for requests do not
 * end them. All they set ends with them, because connections come from a pool.
 */
final class Transactions {

    private static final int NETWORK_TIMEOUT = Math.toIntExact(TimeUnit.HOURS.toMillis(6));

    /** Values as text, the same whatever the server's settings are. */
    static final String TEXT_FORMAT = """
        SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL TimeZone = 'UTC'; SET LOCAL IntervalStyle = 'iso_8601';
        SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'; SET LOCAL xmloption = 'content'\
        """;

    private static final String NO_LIMITS =
            "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

    /** What is done in one. */
    interface Work<T> {
        T in(Connection connection) throws SQLException, IOException;
    }

    private Transactions() {}

    /** One transaction as {@code ch_owner}. */
    static <T> T owner(DataSource owner, Work<T> work) throws SQLException, IOException {
        return transaction(owner, NO_LIMITS + ";" + TEXT_FORMAT, work);
    }

    /** {@link #owner} of something that touches no file. */
    static <T> T database(DataSource owner, Work<T> work) throws SQLException {
        try {
            return owner(owner, work);
        } catch (IOException e) {
            throw new SQLException("The connection's stream failed", e);
        }
    }

    /** One transaction of the application's login in the tenant's role that sees one moment and can change nothing. */
    static <T> T snapshot(DataSource app, VaultTenant tenant, Work<T> work) throws SQLException, IOException {
        String begin = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL ROLE " + tenant.schema()
                + "; SET LOCAL search_path = \"$user\"; " + NO_LIMITS + ";" + TEXT_FORMAT;
        return transaction(app, begin, work);
    }

    private static <T> T transaction(DataSource source, String begin, Work<T> work) throws SQLException, IOException {
        try (Connection connection = source.getConnection()) {
            int timeout = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, NETWORK_TIMEOUT);
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                RoleEntry.enter(connection, begin);
                T result = work.in(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    undo(connection);
                }
                reset(connection, timeout);
            }
        }
    }

    // A connection that cannot even roll back is dead, and its transaction with it: what failed before says why.
    private static void undo(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            System.getLogger(Transactions.class.getName()).log(System.Logger.Level.DEBUG, "No rollback", e);
        }
    }

    private static void reset(Connection connection, int timeout) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, timeout);
        }
    }
}
