package dev.countinghouse.migrations;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Brings a database to the version of this program: {@code public}, the template of new tenants, then every tenant.
 *
 * <p>Safe to repeat, to interrupt and to run twice at once: a second one waits for the first and then finds nothing to
 * do. A tenant that fails keeps its version, stops no other, and is tried again by the next run.
 */
public final class Migrations {

    private static final Logger LOG = System.getLogger(Migrations.class.getName());

    private static final int WORKERS = 2; // each is a connection; more would only wait for the same disk
    private static final long ONE_AT_A_TIME = 0x63686d6967726174L; // our advisory lock: "chmigrat"

    private final DataSource owner;
    private final Consumer<String> progress;

    /**
     * @param owner gives connections of {@code ch_owner} to the product's database, a new session each time; see
     *     {@link ClusterBootstrap#run}
     */
    public Migrations(DataSource owner) {
        this(owner, Migrations::log);
    }

    /** As above, with somebody to tell about each step in one line, by the thread that runs. */
    public Migrations(DataSource owner, Consumer<String> progress) {
        this.owner = owner;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param schemaVersion the version that tenants have now
     * @param migrated the schemas that were brought to it
     * @param upToDate how many had it before
     * @param failed the schemas that could not be brought to it, each with the reason
     */
    public record Report(String schemaVersion, List<String> migrated, int upToDate, SortedMap<String, String> failed) {

        /** Whether every tenant has the version. */
        public boolean succeeded() {
            return failed.isEmpty();
        }
    }

    /**
     * Migrates everything.
     *
     * @throws SQLException when {@code public} or the template could not be migrated; then no tenant was touched
     */
    public Report run() throws SQLException {
        try (Connection lock = owner.getConnection();
                ExecutorService workers = Executors.newFixedThreadPool(WORKERS, Migrations::worker)) {
            waitForOthers(lock);
            String version = Changelog.TENANT.version();
            resultOf(workers.submit(() -> migrateShared(version)));
            progress.accept("Shared tables are migrated, the tenant template is " + version);
            return migrateTenants(workers, version);
        } // the lock goes with its connection
    }

    private static void log(String line) {
        LOG.log(Level.INFO, line);
    }

    private static Thread worker(Runnable work) {
        return Thread.ofPlatform().name("migration").unstarted(() -> {
            LiquibaseRun.isolateThread();
            work.run();
        });
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

    private @Nullable Void migrateShared(String tenantVersion) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            SharedSchema.migrate(connection);
            TenantTemplate.store(connection, tenantVersion);
        }
        return null;
    }

    private Report migrateTenants(ExecutorService workers, String version) throws SQLException {
        int upToDate = schemas("= ?", version).size();
        List<String> due = schemas("<> ?", version);
        CompletionService<Outcome> outcomes = new ExecutorCompletionService<>(workers);
        for (String schema : due) {
            outcomes.submit(() -> migrateTenant(schema, version));
        }
        SortedSet<String> migrated = new TreeSet<>();
        SortedMap<String, String> failed = new TreeMap<>();
        for (int done = 1; done <= due.size(); done++) {
            Outcome outcome = resultOf(next(outcomes));
            if (outcome.failure == null) {
                migrated.add(outcome.schema);
                progress.accept("%s is migrated (%d of %d)".formatted(outcome.schema, done, due.size()));
            } else {
                failed.put(outcome.schema, outcome.failure);
                LOG.log(Level.ERROR, "%s could not be migrated: %s".formatted(outcome.schema, outcome.failure));
            }
        }
        return new Report(version, List.copyOf(migrated), upToDate, failed);
    }

    private record Outcome(String schema, @Nullable String failure) {}

    private List<String> schemas(String condition, String version) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (Connection connection = owner.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT schema_name FROM public.tenants"
                        + " WHERE schema_version " + condition + " ORDER BY schema_name")) {
            select.setString(1, version);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    schemas.add(rows.getString(1));
                }
            }
        }
        return schemas;
    }

    private Outcome migrateTenant(String schema, String version) {
        try (Connection connection = owner.getConnection()) {
            TenantSchema.ensure(connection, schema);
            LiquibaseRun.update(connection, Changelog.TENANT, schema);
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE public.tenants SET schema_version = ? WHERE schema_name = ?")) {
                update.setString(1, version);
                update.setString(2, schema);
                update.executeUpdate();
            }
            return new Outcome(schema, null);
        } catch (SQLException | RuntimeException e) { // whatever it is, it is this tenant's alone
            LOG.log(Level.DEBUG, schema, e);
            return new Outcome(schema, String.valueOf(e.getMessage()));
        }
    }

    private static <T> Future<T> next(CompletionService<T> results) throws SQLException {
        try {
            return results.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static <T> T resultOf(Future<T> work) throws SQLException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SQLException failure ? failure : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SQLException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SQLException("Interrupted while migrating", e);
    }
}
