package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The migration that was begun last, as the database tells it.
 *
 * @param state running (or killed, if no migrator lives), paused, done or failed
 * @param error why it stopped itself; null when it did not
 * @param finishedAt null while it is open
 * @param tenants in the order of their turn
 */
public record MigrationStatus(
        String toVersion,
        String state,
        boolean pauseRequested,
        @Nullable String error,
        OffsetDateTime startedAt,
        @Nullable OffsetDateTime finishedAt,
        List<Tenant> tenants) {

    private static final String LAST = """
            SELECT id, to_version, state, pause_requested, error, started_at, finished_at
            FROM public.migration_runs ORDER BY started_at DESC LIMIT 1""";

    private static final String TENANTS = """
            SELECT t.slug, m.from_version, t.schema_version, m.wave, m.state, m.attempts, m.error
            FROM public.tenant_migrations m JOIN public.tenants t ON t.id = m.tenant_id
            WHERE m.run_id = ? ORDER BY m.wave, t.slug""";

    /** Keeps its own copy. */
    public MigrationStatus {
        tenants = List.copyOf(tenants);
    }

    /**
     * One tenant of the run.
     *
     * @param version what it has now
     * @param wave 0 for a canary
     * @param state pending, migrated or failed
     * @param error null unless it failed
     */
    public record Tenant(
            String slug,
            String fromVersion,
            String version,
            int wave,
            String state,
            int attempts,
            @Nullable String error) {}

    /** How many tenants of the run are in a state. */
    public long count(String tenantState) {
        return tenants.stream()
                .filter(tenant -> tenant.state().equals(tenantState))
                .count();
    }

    /** The last run; empty when no run was ever begun: nobody was due. */
    public static Optional<MigrationStatus> last(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            if (!TenantRegistry.isThere(connection, "public.migration_runs")) {
                return Optional.empty();
            }
            try (PreparedStatement select = connection.prepareStatement(LAST);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(connection, row)) : Optional.empty();
            }
        }
    }

    private static MigrationStatus read(Connection connection, ResultSet row) throws SQLException {
        return new MigrationStatus(
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getString(5),
                row.getObject(6, OffsetDateTime.class),
                row.getObject(7, OffsetDateTime.class),
                tenants(connection, row.getObject(1, UUID.class)));
    }

    private static List<Tenant> tenants(Connection connection, UUID run) throws SQLException {
        List<Tenant> tenants = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TENANTS)) {
            select.setObject(1, run);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tenants.add(new Tenant(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getInt(6),
                            rows.getString(7)));
                }
            }
        }
        return tenants;
    }
}
