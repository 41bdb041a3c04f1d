package dev.countinghouse.migrations;

import dev.countinghouse.migrations.MigrationRuns.Pending;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the tenants of a run through their waves with several workers, until all are done, somebody asks for a pause, or
 * too many have failed. Also then each worker finishes the tenant it has in hand.
 */
final class Waves {

    private static final Logger LOG = System.getLogger(Waves.class.getName());
    private static final int TOLD_EVERY = 100; // tenants

    private final UUID run;
    private final MigrationOptions options;
    private final Supplier<TenantMigrator> migrators;
    private final Consumer<String> progress;

    private int all;
    private int migrated;
    private int failed;
    private boolean paused;
    private boolean broken;
    private @Nullable String stopped;

    Waves(UUID run, MigrationOptions options, Supplier<TenantMigrator> migrators, Consumer<String> progress) {
        this.run = run;
        this.options = options;
        this.migrators = migrators;
        this.progress = progress;
    }

    /**
     * How the waves ended.
     *
     * @param stopped why the run stopped itself; null when it did not
     */
    record End(boolean paused, @Nullable String stopped) {}

    /**
     * Migrates the tenants.
     *
     * @param failedBefore how many the run had set aside before
     * @throws SQLException when the database does not answer, or anything broke that is not a tenant's fault
     */
    End run(List<Pending> pending, int failedBefore) throws SQLException {
        all = pending.size();
        failed = failedBefore;
        SortedMap<Integer, List<Pending>> waves = new TreeMap<>();
        pending.forEach(one ->
                waves.computeIfAbsent(one.wave(), wave -> new ArrayList<>()).add(one));
        try (ExecutorService threads = Executors.newFixedThreadPool(options.workers(), Waves::thread)) {
            for (SortedMap.Entry<Integer, List<Pending>> wave : waves.entrySet()) {
                if (goesOn()) {
                    int number = wave.getKey();
                    String name = number == 0 ? "Canaries" : "Wave %d of %d".formatted(number, waves.lastKey());
                    tell("%s: %,d tenants".formatted(name, wave.getValue().size()));
                    run(threads, new ConcurrentLinkedQueue<>(wave.getValue()));
                }
            }
        }
        return new End(paused, stopped);
    }

    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().name("migration").unstarted(work);
    }

    private void run(ExecutorService threads, Queue<Pending> wave) throws SQLException {
        List<Future<@Nullable Void>> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(options.workers(), wave.size()); i++) {
            workers.add(threads.submit(() -> work(wave)));
        }
        for (Future<@Nullable Void> worker : workers) {
            Results.of(worker);
        }
    }

    private @Nullable Void work(Queue<Pending> wave) throws SQLException {
        boolean whole = false;
        LiquibaseRun.isolateThread(); // within the work, so that whatever goes wrong reaches who waits for it
        try (TenantMigrator migrator = migrators.get()) {
            while (goesOn()) {
                if (migrator.pauseRequested(run)) {
                    pause();
                }
                Pending next = goesOn() ? wave.poll() : null;
                if (next == null) {
                    break;
                }
                note(next, migrator.migrate(run, next.tenant()));
            }
            whole = true;
        } finally {
            if (!whole) {
                breakOff();
            }
        }
        return null;
    }

    private synchronized boolean goesOn() {
        return !paused && !broken && stopped == null;
    }

    private synchronized void pause() {
        paused = true;
    }

    private synchronized void breakOff() {
        broken = true;
    }

    private synchronized void note(Pending one, Optional<String> failure) {
        String schema = one.tenant().schema();
        if (failure.isEmpty()) {
            migrated++;
            if (one.wave() == 0) {
                tell(schema + " is migrated");
            } else if (migrated % TOLD_EVERY == 0) {
                tell("%,d of %,d tenants are migrated, %,d set aside".formatted(migrated, all, failed));
            }
            return;
        }
        failed++;
        LOG.log(Level.ERROR, "%s could not be migrated: %s".formatted(schema, failure.get()));
        tell("%s is set aside: %s".formatted(schema, failure.get()));
        if (one.wave() == 0) {
            stopped = "The canary %s could not be migrated: %s"
                    .formatted(one.tenant().slug(), failure.get());
        } else if (failed > options.maxFailures() && stopped == null) {
            stopped = "%d tenants could not be migrated, and at most %d may fail"
                    .formatted(failed, options.maxFailures());
        }
    }

    private synchronized void tell(String line) {
        progress.accept(line);
    }
}
