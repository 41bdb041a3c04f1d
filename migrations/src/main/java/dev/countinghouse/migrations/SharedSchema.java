package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema {@code public}. Its version is the comment on its changelog table, so that a start without news is quick. */
final class SharedSchema {

    private static final String NAME = "public";
    private static final String VERSION =
            "SELECT coalesce(obj_description(to_regclass('public.databasechangelog'), 'pg_class'), '')";

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

    private static String versionNow(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(VERSION)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
