package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Takes a role at the beginning of a transaction, also when the session does not know yet that it may.
 *
 * <p>PostgreSQL keeps, per session, the list of roles that the login is a member of. It makes the list anew after each change of
 * any membership; a change that is told while the list is being made is lost ({@code roles_is_member_of} of acl.c marks the list
 * as good at its end, whatever came meanwhile). Such a session refuses the tenant that was made in that moment, until the next
 * one is made. The more tenants, the longer a list takes and the likelier that is.
 */
public final class RoleEntry {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final int FIRST_WITH_OPTIONS = 16;

    private RoleEntry() {}

    /**
     * Runs the statements that enter a role; refused for want of membership, once more with the session's list made anew. The
     * transaction then is another one, so this comes first in it.
     *
     * @param connection in no auto-commit, with nothing done in its transaction
     * @param statements sent in one round trip
     * @throws SQLException as the database says, with state 42501 when the login really is no member
     */
    public static void enter(Connection connection, String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute(statements);
            } catch (SQLException refused) {
                if (!INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())) {
                    throw refused;
                }
                statement.execute("ROLLBACK"); // not the connection's: it may be enlisted, and a server refuses that
                forgetMemberships(connection, statement);
                statement.execute(statements);
            }
        }
    }

    /** A session has room for the list of one role: asking about another one's drops the login's. */
    private static void forgetMemberships(Connection connection, Statement statement) throws SQLException {
        boolean hasOptions = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_OPTIONS;
        statement.execute("SELECT pg_catalog.pg_has_role('pg_monitor', 'pg_read_all_stats', '"
                + (hasOptions ? "SET" : "MEMBER") + "')");
    }
}
