package dev.countinghouse.migrations;

import dev.countinghouse.migrations.MigrationRuns.Pending;
import dev.countinghouse.migrations.MigrationRuns.Run;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the version of this program: {@code public}, the template of new tenants and the ways from earlier
 * versions, then the canary tenants, then all others in waves.
 *
 * <p>Safe to repeat, to interrupt and to run twice at once: a second one waits for the first and then finds nothing to
 * do, and what was killed is gone on with. A tenant that fails keeps its version and stops no other, unless it is a canary; the
 * next run tries it again.
 */
public final class Migrations {

    private static final Logger LOG = System.getLogger(Migrations.class.getName());

    private static final long ONE_AT_A_TIME = 0x63686d6967726174L; // our advisory lock: "chmigrat"

    private final DataSource owner;
    private final MigrationOptions options;
    private final Changelog changelog;
    private final Consumer<String> progress;

    /**
     * @param owner gives connections of {@code ch_owner} to the product's database, a new session each time; see
     *     {@link ClusterBootstrap#run}
     */
    public Migrations(DataSource owner) {
        this(owner, MigrationOptions.defaults(), Migrations::log);
    }

    /** As above, with somebody to tell about each step in one line, by one thread at a time. */
    public Migrations(DataSource owner, Consumer<String> progress) {
        this(owner, MigrationOptions.defaults(), progress);
    }

    /** As above, and how it is to be done. */
    public Migrations(DataSource owner, MigrationOptions options, Consumer<String> progress) {
        this.owner = owner;
        this.options = options;
        this.changelog = options.changelog();
        this.progress = progress;
    }

    /** How a run stands when its process ends. */
    public enum State {
        /** It went through; some tenants may be set aside. */
        DONE,
        /** Somebody asked for a pause, now or before; {@link MigrationOptions#resume} goes on. */
        PAUSED,
        /** It stopped itself: a canary failed, or too many others. */
        FAILED
    }

    /**
     * What came of it.
     *
     * @param schemaVersion the version of this program's tenants
     * @param migrated the schemas that the run brought to it
     * @param upToDate how many had it before
     * @param pending how many the run has left as they were
     * @param failed the schemas that could not be brought to it, each with the reason
     * @param stopped why the run stopped itself; empty when it did not
     */
    public record Report(
            String schemaVersion,
            State state,
            List<String> migrated,
            int upToDate,
            int pending,
            SortedMap<String, String> failed,
            String stopped) {

        /** Whether every tenant has the version. */
        public boolean succeeded() {
            return state == State.DONE && failed.isEmpty();
        }
    }

    /**
     * Migrates everything.
     *
     * @throws SQLException when the database is newer than this program, or {@code public}, the template or the ways from earlier
     *     versions could not be made; then no tenant was touched. Also when the database stops answering; then the next run
     *     goes on
     * @throws IllegalArgumentException when a canary was named that is no tenant
     */
    public Report run() throws SQLException {
        try (Connection lock = owner.getConnection()) {
            waitForOthers(lock);
            TenantRegistry.requireNotNewer(lock, changelog);
            prepare();
            progress.accept("Shared tables are migrated, the tenant template is " + changelog.version());
            return migrateTenants(lock);
        } // the lock goes with its connection
    }

    /**
     * What {@link #run} would do with the tenants; changes nothing.
     *
     * @throws SQLException when the database is newer than this program
     * @throws IllegalArgumentException when a canary was named that is no tenant
     */
    public MigrationPlan plan() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            TenantRegistry.requireNotNewer(connection, changelog);
            List<DueTenant> living = living(connection);
            List<DueTenant> due = due(living);
            return MigrationPlan.of(
                    changelog.version(),
                    living.size() - due.size(),
                    MigrationPlan.waves(due, MigrationRuns.proven(connection, changelog.version()), options));
        }
    }

    /** Asks a running migration of the database to pause after the tenants it has in hand; false when none runs. */
    public static boolean requestPause(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            return TenantRegistry.isThere(connection, "public.migration_runs")
                    && MigrationRuns.requestPause(connection);
        }
    }

    private static void log(String line) {
        LOG.log(Level.INFO, line);
    }

    private void waitForOthers(Connection lock) throws SQLException {
        try (Statement statement = lock.createStatement()) {
            boolean free;
            try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + ONE_AT_A_TIME + ")")) {
                free = row.next() && row.getBoolean(1);
            }
            if (!free) {
                progress.accept("Another migration of this database is running; waiting for it");
                statement.execute("SELECT pg_advisory_lock(" + ONE_AT_A_TIME + ")");
            }
        }
    }

    /** All that Liquibase has to do, in a thread that has it to itself. */
    private void prepare() throws SQLException {
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Results.of(thread.<@Nullable Void>submit(() -> {
                LiquibaseRun.isolateThread();
                try (Connection connection = owner.getConnection()) {
                    SharedSchema.migrate(connection);
                    TenantTemplate.store(connection, changelog);
                    Upgrades.store(connection, changelog);
                }
                return null;
            }));
        }
    }

    private Report migrateTenants(Connection lock) throws SQLException {
        List<DueTenant> living = living(lock);
        List<DueTenant> due = due(living);
        int upToDate = living.size() - due.size();
        Optional<Run> last = MigrationRuns.last(lock);
        Run run;
        if (last.isPresent() && isGoneOnWith(lock, last.get())) {
            run = last.get();
            upToDate -= MigrationRuns.outcomes(lock, run.id(), "migrated").size();
            if (run.isPaused() && !options.resume()) {
                progress.accept("The migration is paused");
                return report(lock, run.id(), upToDate, new Waves.End(true, null));
            }
            progress.accept("Going on with the migration that was " + (run.isPaused() ? "paused" : "interrupted"));
            MigrationRuns.resume(lock, run, due);
        } else {
            List<DueTenant> chosen = options.retryOnly() ? setAside(lock, last, due) : due;
            if (chosen.isEmpty()) {
                return new Report(
                        changelog.version(), State.DONE, List.of(), upToDate, due.size(), new TreeMap<>(), "");
            }
            List<List<DueTenant>> waves =
                    MigrationPlan.waves(chosen, MigrationRuns.proven(lock, changelog.version()), options);
            run = MigrationRuns.begin(lock, options, changelog.version(), waves);
        }
        return report(lock, run.id(), upToDate, migrate(lock, run));
    }

    /** Whether a run is open that leads to this version; one that leads to another is over. */
    private boolean isGoneOnWith(Connection lock, Run last) throws SQLException {
        if (last.isOpen() && !last.toVersion().equals(changelog.version())) {
            MigrationRuns.finish(
                    lock, last.id(), "A newer program took over, which migrates to " + changelog.version());
            return false;
        }
        return last.isOpen();
    }

    private Waves.End migrate(Connection lock, Run run) throws SQLException {
        Scratch.Made wanted = Scratch.made(lock, changelog.version());
        List<Pending> pending = MigrationRuns.pending(lock, run.id());
        int failed = MigrationRuns.outcomes(lock, run.id(), "failed").size();
        Waves waves = new Waves(run.id(), options, () -> new TenantMigrator(owner, changelog, wanted), progress);
        Waves.End end = waves.run(pending, failed);
        if (end.paused()) {
            MigrationRuns.pause(lock, run.id());
        } else {
            MigrationRuns.finish(lock, run.id(), end.stopped());
        }
        return end;
    }

    private Report report(Connection lock, UUID run, int upToDate, Waves.End end) throws SQLException {
        State state = end.paused() ? State.PAUSED : end.stopped() == null ? State.DONE : State.FAILED;
        return new Report(
                changelog.version(),
                state,
                List.copyOf(MigrationRuns.outcomes(lock, run, "migrated").keySet()),
                upToDate,
                MigrationRuns.outcomes(lock, run, "pending").size(),
                MigrationRuns.outcomes(lock, run, "failed"),
                end.stopped() == null ? "" : end.stopped());
    }

    private List<DueTenant> setAside(Connection lock, Optional<Run> last, List<DueTenant> due) throws SQLException {
        SortedMap<String, String> failed = last.isEmpty()
                ? new TreeMap<>()
                : MigrationRuns.outcomes(lock, last.get().id(), "failed");
        return due.stream()
                .filter(tenant -> failed.containsKey(tenant.schema()))
                .toList();
    }

    private List<DueTenant> living(Connection connection) throws SQLException {
        List<DueTenant> living = TenantRegistry.living(connection);
        List<String> unknown = new ArrayList<>(options.canaries());
        unknown.removeAll(living.stream().map(DueTenant::slug).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No such tenant to be a canary: " + String.join(", ", unknown));
        }
        return living;
    }

    private List<DueTenant> due(List<DueTenant> living) {
        String version = changelog.version();
        return living.stream()
                .filter(tenant -> !tenant.version().equals(version))
                .toList();
    }
}
