package dev.countinghouse.database;

import jakarta.persistence.OptimisticLockException;
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

    /**
     * A limit of time was reached: 57014 statement canceled, 55P03 lock not available, 25P03 idle in the transaction, 25P04
     * transaction too long.
     */
    private static final Set<String> TIMEOUTS = Set.of("57014", "55P03", "25P03", "25P04");

    private TransientFailures() {}

    /** Whether the same work may succeed a moment later. */
    public static boolean is(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof OptimisticLockException // somebody else changed what was read
                    || (cause instanceof SQLException database && is(database))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the database gave up because a limit of time was reached. */
    public static boolean isTimeout(SQLException error) {
        return TIMEOUTS.contains(Objects.requireNonNullElse(error.getSQLState(), ""));
    }

    private static boolean is(SQLException error) {
        String state = Objects.requireNonNullElse(error.getSQLState(), "");
        return error instanceof SQLTransientException
                || error instanceof SQLRecoverableException
                || error instanceof SQLNonTransientConnectionException
                || isTimeout(error)
                || (state.length() == 5 && CLASSES.contains(state.substring(0, 2)));
    }
}
