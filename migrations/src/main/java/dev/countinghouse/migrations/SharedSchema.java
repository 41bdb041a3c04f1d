package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** The schema {@code public}. Its version is the comment on its changelog table, so that a start without news is quick. */
final class SharedSchema {

    private static final String NAME = "public";
    private static final String VERSION =
            "SELECT coalesce(obj_description(to_regclass('public.databasechangelog'), 'pg_class'), '')";
    private static final String RAN =
            "SELECT filename || '::' || author || ':' || id FROM public.databasechangelog ORDER BY orderexecuted DESC";

    private SharedSchema() {}

    static void migrate(Connection owner) throws SQLException {
        String version = Changelog.SHARED.version();
        try (Statement statement = owner.createStatement()) {
            if (!version.equals(versionNow(statement))) {
                LiquibaseRun.update(owner, Changelog.SHARED, NAME);
                statement.execute("COMMENT ON TABLE public.databasechangelog IS '" + version + "'");
            }
        }
    }

    /**
     * Refuses tables that were made by change sets this program does not have.
     *
     * @throws SQLException naming one of them
     */
    static void requireKnown(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            String version = versionNow(statement);
            if (!TenantRegistry.isThere(owner, "public.databasechangelog")
                    || version.equals(Changelog.SHARED.version())) {
                return;
            }
            Set<String> known = Changelog.SHARED.changeSets();
            try (ResultSet rows = statement.executeQuery(RAN)) {
                while (rows.next()) {
                    if (!known.contains(rows.getString(1))) {
                        throw new SQLException(
                                "This program is older than the database: the shared tables are %s there and %s here, and it does not know %s. Nothing was changed; migrate with the newer program."
                                        .formatted(version, Changelog.SHARED.version(), rows.getString(1)));
                    }
                }
            }
        }
    }

    private static String versionNow(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(VERSION)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
