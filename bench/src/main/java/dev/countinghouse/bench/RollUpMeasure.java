package dev.countinghouse.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;

/** How fast the application's timer rolls events up. */
final class RollUpMeasure {

    private static final double NANOS = 1e9;

    private final UsageBooks books;

    RollUpMeasure(UsageBooks books) {
        this.books = books;
    }

    /** Writes events past the application, which does not yet know that they are there. */
    void fill(int events, Supplier<UsageRows.Row> next) throws SQLException, IOException {
        try (Connection owner = books.owner()) {
            books.copy(owner, events, next);
            owner.commit();
        }
        try (Connection owner = books.owner()) {
            owner.setAutoCommit(true);
            try (Statement statement = owner.createStatement()) {
                statement.execute("VACUUM (ANALYZE) usage_events");
            }
        }
    }

    /** Events a second, from the moment the timer began until no touched hour is left. */
    double rollUp() throws SQLException {
        long events = books.count("SELECT count(*) FROM usage_events");
        books.touchAll();
        long touched = books.count("SELECT count(*) FROM usage_touched");
        try (Connection owner = books.owner();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(true);
            statement.execute("SET search_path = " + books.tenant().schema());
            Waiting.until(statement, "SELECT NOT EXISTS (SELECT FROM usage_touched OFFSET " + (touched - 1) + ")");
            long begun = System.nanoTime();
            Waiting.until(statement, "SELECT NOT EXISTS (SELECT FROM usage_touched)");
            return events * NANOS / (System.nanoTime() - begun);
        }
    }
}
