package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code public.migration_runs} and {@code public.tenant_migrations}: what makes a run outlive its process. */
final class MigrationRuns {

    private static final String COLUMNS = "SELECT id, to_version, state FROM public.migration_runs ";

    private static final String PENDING = """
            SELECT t.id, t.slug, t.schema_name, m.from_version, m.wave
            FROM public.tenant_migrations m JOIN public.tenants t ON t.id = m.tenant_id
            WHERE m.run_id = ? AND m.state = 'pending' ORDER BY m.wave, t.storage_bytes, t.slug""";

    private static final String OUTCOMES = """
            SELECT t.schema_name, m.error FROM public.tenant_migrations m JOIN public.tenants t ON t.id = m.tenant_id
            WHERE m.run_id = ? AND m.state = ? ORDER BY t.schema_name""";

    private static final String PROVEN = """
            SELECT DISTINCT m.from_version FROM public.tenant_migrations m JOIN public.migration_runs r ON r.id = m.run_id
            WHERE r.to_version = ? AND m.state = 'migrated'""";

    private static final String KEPT = """
            DELETE FROM public.migration_runs WHERE finished_at IS NOT NULL AND id NOT IN (
                SELECT id FROM public.migration_runs ORDER BY started_at DESC LIMIT 20)""";

    private MigrationRuns() {}

    record Run(UUID id, String toVersion, String state) {

        boolean isOpen() {
            return isPaused() || state.equals("running");
        }

        boolean isPaused() {
            return state.equals("paused");
        }
    }

    /** A tenant that is still to be done in a run. */
    record Pending(DueTenant tenant, int wave) {}

    /** The versions from which tenants were migrated to another. */
    static Set<String> proven(Connection owner, String toVersion) throws SQLException {
        Set<String> versions = new HashSet<>();
        if (!TenantRegistry.isThere(owner, "public.tenant_migrations")) {
            return versions;
        }
        try (PreparedStatement select = owner.prepareStatement(PROVEN)) {
            select.setString(1, toVersion);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    versions.add(rows.getString(1));
                }
            }
        }
        return versions;
    }

    /** The run that was begun last. */
    static Optional<Run> last(Connection owner) throws SQLException {
        try (PreparedStatement select = owner.prepareStatement(COLUMNS + "ORDER BY started_at DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new Run(row.getObject(1, UUID.class), row.getString(2), row.getString(3)))
                    : Optional.empty();
        }
    }

    /** Begins a run and forgets those of long ago. */
    static Run begin(Connection owner, MigrationOptions options, String version, List<List<DueTenant>> waves)
            throws SQLException {
        owner.setAutoCommit(false);
        try (PreparedStatement insert = owner.prepareStatement("INSERT INTO public.migration_runs"
                + " (id, to_version, plan, started_at) VALUES (?, ?, jsonb_build_object('wave_size', ?::int,"
                + " 'max_failures', ?::int, 'workers', ?::int, 'canaries', ?::int), clock_timestamp())")) {
            UUID id = nextId();
            insert.setObject(1, id);
            insert.setString(2, version);
            insert.setInt(3, options.waveSize());
            insert.setInt(4, options.maxFailures());
            insert.setInt(5, options.workers());
            insert.setInt(6, waves.getFirst().size());
            insert.executeUpdate();
            for (int wave = 0; wave < waves.size(); wave++) {
                add(owner, id, wave, waves.get(wave));
            }
            update(owner, KEPT);
            owner.commit();
            return new Run(id, version, "running");
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    /** In the order of time, to the millisecond (UUID version 7): lists are paged by it. */
    private static UUID nextId() {
        UUID random = UUID.randomUUID();
        long high = System.currentTimeMillis() << 16 | 0x7000 | random.getMostSignificantBits() & 0xfff;
        return new UUID(high, random.getLeastSignificantBits());
    }

    /** Goes on with a run; who has become due meanwhile comes last. */
    static void resume(Connection owner, Run run, List<DueTenant> due) throws SQLException {
        update(
                owner,
                "UPDATE public.migration_runs SET state = 'running', pause_requested = false WHERE id = ?",
                run.id);
        int last = 0;
        try (PreparedStatement select =
                owner.prepareStatement("SELECT max(wave) FROM public.tenant_migrations WHERE run_id = ?")) {
            select.setObject(1, run.id);
            try (ResultSet row = select.executeQuery()) {
                last = row.next() ? row.getInt(1) : 0;
            }
        }
        add(owner, run.id, last + 1, due);
    }

    private static void add(Connection owner, UUID run, int wave, List<DueTenant> tenants) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement("INSERT INTO public.tenant_migrations"
                + " (run_id, tenant_id, from_version, wave) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (DueTenant tenant : tenants) {
                insert.setObject(1, run);
                insert.setObject(2, tenant.id());
                insert.setString(3, tenant.version());
                insert.setInt(4, wave);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static List<Pending> pending(Connection owner, UUID run) throws SQLException {
        List<Pending> pending = new ArrayList<>();
        try (PreparedStatement select = owner.prepareStatement(PENDING)) {
            select.setObject(1, run);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    DueTenant tenant = new DueTenant(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            false,
                            0);
                    pending.add(new Pending(tenant, rows.getInt(5)));
                }
            }
        }
        return pending;
    }

    /** The schemas of a run that ended so, each with its error, which is empty but for failed ones. */
    static SortedMap<String, String> outcomes(Connection owner, UUID run, String state) throws SQLException {
        SortedMap<String, String> outcomes = new TreeMap<>();
        try (PreparedStatement select = owner.prepareStatement(OUTCOMES)) {
            select.setObject(1, run);
            select.setString(2, state);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    outcomes.put(rows.getString(1), String.valueOf(rows.getString(2)));
                }
            }
        }
        return outcomes;
    }

    static boolean pauseRequested(Connection owner, UUID run) throws SQLException {
        try (PreparedStatement select =
                owner.prepareStatement("SELECT pause_requested FROM public.migration_runs WHERE id = ?")) {
            select.setObject(1, run);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    static void pause(Connection owner, UUID run) throws SQLException {
        update(owner, "UPDATE public.migration_runs SET state = 'paused' WHERE id = ?", run);
    }

    /**
     * Ends a run.
     *
     * @param error why it stopped itself; null when it went through
     */
    static void finish(Connection owner, UUID run, @Nullable String error) throws SQLException {
        try (PreparedStatement update = owner.prepareStatement("UPDATE public.migration_runs SET state = ?,"
                + " error = left(?, 2000), pause_requested = false, finished_at = clock_timestamp() WHERE id = ?")) {
            update.setString(1, error == null ? "done" : "failed");
            update.setString(2, error);
            update.setObject(3, run);
            update.executeUpdate();
        }
    }

    /** Asks the run that is open to pause; false when none is running. */
    static boolean requestPause(Connection owner) throws SQLException {
        return update(owner, "UPDATE public.migration_runs SET pause_requested = true WHERE state = 'running'") > 0;
    }

    private static int update(Connection owner, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = owner.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
