package dev.countinghouse.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Waits for the application, which works by itself, by asking the database. */
final class Waiting {

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration LOOK = Duration.ofMillis(50);

    private Waiting() {}

    /**
     * Returns when a query answers true.
     *
     * @param statement outside a transaction
     * @throws IllegalStateException when it does not for too long
     */
    static void until(Statement statement, String question) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (ResultSet row = statement.executeQuery(question)) {
                row.next();
                if (row.getBoolean(1)) {
                    return;
                }
            }
            pause();
        }
        throw new IllegalStateException("Not within " + PATIENCE + ": " + question);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
