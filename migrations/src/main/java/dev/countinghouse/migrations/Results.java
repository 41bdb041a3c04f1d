package dev.countinghouse.migrations;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What other threads did, waited for. */
final class Results {

    private Results() {}

    /** The result; whatever ended the work otherwise, an {@link Error} included, ends the caller's too. */
    static <T> T of(Future<T> work) throws SQLException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure
                    ? failure
                    : new SQLException("Migrating broke off: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while migrating", e);
        }
    }
}
