package dev.countinghouse.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * What the running application's timers read when nothing is due: how many blocks of {@code due_work} and its indexes they
 * touch in a second. Counted by the database, so other work on the machine does not matter.
 */
final class DueWorkMeasure {

    private static final String TOUCHED = """
            SELECT sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))
            FROM pg_statio_all_tables WHERE schemaname = 'public' AND relname = 'due_work'""";

    private final Duration watched;
    private final Figures figures;

    /** @param watched how long an idle application is watched */
    DueWorkMeasure(Duration watched, Figures figures) {
        this.watched = watched;
        this.figures = figures;
    }

    /** Watches the idle application of a cluster. */
    double blocksPerSecond(Cluster cluster) throws SQLException {
        try (Connection connection = cluster.administrator();
                Statement statement = connection.createStatement()) {
            double before = touched(statement);
            long begun = System.nanoTime();
            Thread.sleep(watched);
            double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
            return (touched(statement) - before) / seconds;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    void tell(double blocks, int tenants) {
        figures.section("An idle application looks for due work, nothing is due");
        figures.add("due_work_blocks_per_s", blocks, "blocks it touches in a second, %d tenants".formatted(tenants));
    }

    /** As above, beside what an application with few tenants touches. */
    void tell(double blocks, int tenants, double beside, int few) {
        tell(blocks, tenants);
        figures.row("  the same, %d tenants".formatted(few), Figures.number(beside));
    }

    private static double touched(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TOUCHED)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
