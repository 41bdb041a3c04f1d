package dev.countinghouse.database;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Objects;
import java.util.Set;

/** Tells failures of the moment from failures of the matter: the former go away by themselves. */
public final class TransientFailures {

    /**
     * SQLSTATE classes: 08 connection, 40 rolled back for others' sake (deadlock, serialization), 53 no resources, 55 lock not
     * available, 57 the server's operator stepped in. Source: PostgreSQL documentation, appendix A.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "55", "57");

    private TransientFailures() {}

    /** Whether the same work may succeed a moment later. */
    public static boolean is(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException database && is(database)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        return error instanceof SQLTransientException
                || error instanceof SQLRecoverableException
                || error instanceof SQLNonTransientConnectionException
                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }
}
