package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One transaction of the application's login in one of its roles, as the product takes it; rolled back at the end. */
final class Session implements AutoCloseable {

    private static final String NO_RIGHT = "42501"; // also what a row policy answers

    private final Connection app;

    private Session(Connection app) {
        this.app = app;
    }

    /** The login itself, no role taken. */
    static Session ofLogin(Connection app) throws SQLException {
        app.setAutoCommit(false);
        return new Session(app);
    }

    static Session of(Connection app, String role) throws SQLException {
        Session session = ofLogin(app);
        session.run("SET LOCAL ROLE " + role);
        session.run("SET LOCAL search_path = \"$user\"");
        return session;
    }

    /**
     * The same as {@link #of} seen from inside, begun by a superuser who has first run some statements: the only way to see
     * what would happen without a right or a policy and have it back after the rollback.
     */
    static Session intruding(Connection admin, String role, List<String> before) throws SQLException {
        Session session = ofLogin(admin);
        try {
            for (String statement : before) {
                session.run(statement);
            }
            session.run("SET LOCAL SESSION AUTHORIZATION " + (role.equals("ch_owner") ? role : "ch_app"));
            session.run("SET LOCAL ROLE " + role);
            session.run("SET LOCAL search_path = \"$user\"");
            return session;
        } catch (SQLException e) {
            admin.rollback();
            throw e;
        }
    }

    /** Runs one statement; answers with how many rows it changed. */
    int run(String sql) throws SQLException {
        try (Statement statement = app.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    List<String> read(String sql) throws SQLException {
        return Catalog.lines(app, sql);
    }

    void assertRefused(String sql) throws SQLException {
        assertThat(stateOf(sql)).as(sql).isEqualTo(NO_RIGHT);
    }

    /** The SQL state the statement fails with, null when it does not; the transaction goes on either way. */
    @Nullable
    String stateOf(String sql) throws SQLException {
        Savepoint before = app.setSavepoint();
        try {
            run(sql);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            app.rollback(before);
        }
    }

    /** What the statement fails with, empty when it does not. */
    String messageOf(String sql) throws SQLException {
        Savepoint before = app.setSavepoint();
        try {
            run(sql);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        } finally {
            app.rollback(before);
        }
    }

    @Override
    public void close() throws SQLException {
        app.rollback();
    }
}
