package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Migrates one tenant after the other, each in one transaction: its schema, its registry row and the note that it is done. So
 * it has the one version or the other, wherever the process is killed.
 *
 * <p>Its readers are never kept waiting for long, and never deadlocked: only the first lock is waited for, for half a second and
 * holding nothing; all others are taken at once or not at all.
 */
final class TenantMigrator implements AutoCloseable {

    private static final int ATTEMPTS = 40;
    private static final long PAUSE_MS_MAX = 500;
    private static final Set<String> BUSY = Set.of("55P03", "40P01"); // lock not available, deadlock
    private static final int TENANTS_PER_CONNECTION = 50; // a session keeps catalog entries of each schema it saw

    private final DataSource owner;
    private final Changelog changelog;
    private final String version;
    private final Scratch.Made wanted;
    private @Nullable Connection connection;
    private int used;

    TenantMigrator(DataSource owner, Changelog changelog, Scratch.Made wanted) {
        this.owner = owner;
        this.changelog = changelog;
        this.version = changelog.version();
        this.wanted = wanted;
    }

    boolean pauseRequested(UUID run) throws SQLException {
        return MigrationRuns.pauseRequested(connection(), run);
    }

    /**
     * Migrates a tenant and notes what came of it.
     *
     * @return the reason why it was set aside; empty when it was migrated
     * @throws SQLException when the database does not answer any more, which is not the tenant's fault
     */
    Optional<String> migrate(UUID run, DueTenant tenant) throws SQLException {
        Connection current = connection();
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(current, run, tenant, attempt);
                return Optional.empty();
            } catch (SQLException | RuntimeException e) {
                current.rollback(); // fails when the database is gone
                boolean busy =
                        e instanceof SQLException refused && BUSY.contains(String.valueOf(refused.getSQLState()));
                if (!busy || attempt == ATTEMPTS) {
                    String reason = (busy ? "too busy, %d times: ".formatted(attempt) : "") + e.getMessage();
                    note(current, run, tenant, attempt, reason);
                    current.commit();
                    return Optional.of(reason);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(PAUSE_MS_MAX, 20L * attempt)));
            }
        }
    }

    private void attempt(Connection current, UUID run, DueTenant tenant, int attempt) throws SQLException {
        Optional<Upgrade> upgrade = Upgrade.find(current, tenant.version(), version);
        Upgrade way = upgrade.isPresent() ? upgrade.get() : ownWay(tenant);
        lock(current, tenant, way, attempt);
        String now = versionNow(current, tenant);
        if (now.equals(tenant.version())) {
            apply(current, tenant, way);
            require(current, tenant.schema());
            setVersion(current, tenant);
        } else if (!now.equals(version)) {
            throw new SQLException("its version changed meanwhile from %s to %s".formatted(tenant.version(), now));
        }
        note(current, run, tenant, attempt, null);
        current.commit();
    }

    /** The way of a tenant that is only a registry row, or has a version nobody kept: Liquibase finds out what it lacks. */
    private Upgrade ownWay(DueTenant tenant) throws SQLException {
        try (Connection other = owner.getConnection()) {
            TenantSchema.ensure(other, tenant.schema());
            String sql = LiquibaseRun.updateSql(other, changelog, tenant.schema());
            return new Upgrade(tenant.version(), version, TenantTemplate.withoutRemarks(sql), List.of());
        }
    }

    private static void lock(Connection current, DueTenant tenant, Upgrade way, int attempt) throws SQLException {
        List<String> locks = new ArrayList<>();
        way.locks().forEach(lock -> locks.add("LOCK TABLE " + tenant.schema() + "." + lock));
        locks.add("SELECT FROM public.tenants WHERE id = '" + tenant.id() + "' FOR NO KEY UPDATE");
        Collections.rotate(locks, 1 - attempt); // what was busy is waited for sooner or later
        try (Statement statement = current.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '500ms'; SET LOCAL jit = off");
            for (int i = 0; i < locks.size(); i++) {
                statement.execute(locks.get(i) + (i == 0 ? "" : " NOWAIT"));
            }
        }
    }

    private static String versionNow(Connection current, DueTenant tenant) throws SQLException {
        try (PreparedStatement select =
                current.prepareStatement("SELECT schema_version FROM public.tenants WHERE id = ?")) {
            select.setObject(1, tenant.id());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getString(1) : "none";
            }
        }
    }

    private static void apply(Connection current, DueTenant tenant, Upgrade way) throws SQLException {
        try (Statement statement = current.createStatement()) {
            statement.setEscapeProcessing(false); // braces are JSON, not JDBC escapes
            statement.execute("SET LOCAL search_path = " + tenant.schema() + ";\n"
                    + TenantSchema.named(way.statements(), tenant.schema()));
        }
    }

    private void require(Connection current, String schema) throws SQLException {
        if (!Fingerprint.of(current, schema).equals(wanted.digest())) {
            throw new SQLException("schema differs from version %s: %s"
                    .formatted(version, Scratch.difference(Fingerprint.lines(current, schema), wanted.lines())));
        }
    }

    private void setVersion(Connection current, DueTenant tenant) throws SQLException {
        try (PreparedStatement update =
                current.prepareStatement("UPDATE public.tenants SET schema_version = ? WHERE id = ?")) {
            update.setString(1, version);
            update.setObject(2, tenant.id());
            update.executeUpdate();
        }
    }

    private static void note(Connection current, UUID run, DueTenant tenant, int attempts, @Nullable String error)
            throws SQLException {
        try (PreparedStatement update = current.prepareStatement("UPDATE public.tenant_migrations SET state = ?,"
                + " error = left(?, 2000), attempts = attempts + ?, finished_at = clock_timestamp()"
                + " WHERE run_id = ? AND tenant_id = ?")) {
            update.setString(1, error == null ? "migrated" : "failed");
            update.setString(2, error);
            update.setInt(3, attempts);
            update.setObject(4, run);
            update.setObject(5, tenant.id());
            update.executeUpdate();
        }
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null || used++ >= TENANTS_PER_CONNECTION) {
            close();
            current = owner.getConnection();
            current.setAutoCommit(false);
            connection = current;
            used = 0;
        }
        return current;
    }

    @Override
    public void close() throws SQLException {
        Connection last = connection;
        connection = null;
        if (last != null) {
            last.close();
        }
    }
}
