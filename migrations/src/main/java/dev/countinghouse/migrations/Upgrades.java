package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The ways from every version whose template is kept to the changelog's, made once and tried before a tenant takes one. */
final class Upgrades {

    private Upgrades() {}

    static void store(Connection owner, Changelog changelog) throws SQLException {
        String to = changelog.version();
        List<String> earlier = kept(owner);
        earlier.retainAll(changelog.versions());
        earlier.remove(to);
        for (String from : earlier) {
            if (Upgrade.find(owner, from, to).isEmpty()) {
                try {
                    Scratch.upgrade(owner, changelog, from).store(owner);
                } catch (SQLException e) {
                    throw new SQLException(
                            "No way from the schema version %s to %s: %s".formatted(from, to, e.getMessage()), e);
                }
            }
        }
    }

    private static List<String> kept(Connection owner) throws SQLException {
        List<String> kept = new ArrayList<>();
        try (Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT schema_version FROM public.tenant_template ORDER BY created_at")) {
            while (rows.next()) {
                kept.add(rows.getString(1));
            }
        }
        return kept;
    }
}
