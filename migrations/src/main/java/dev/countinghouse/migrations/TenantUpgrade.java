package dev.countinghouse.migrations;

import dev.countinghouse.migrations.TenantSchema.Template;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Takes one tenant's schema to the newest version, with the statements the migration runner keeps: for the application, which
 * puts back archives of earlier versions. Needs the JDK alone.
 */
public final class TenantUpgrade {

    private TenantUpgrade() {}

    /**
     * Upgrades the schema within the caller's transaction. The registry's row is left to the caller, the search_path as it
     * was.
     *
     * @param owner a connection of {@code ch_owner} in a transaction
     * @param fromVersion what the schema's version is
     * @return the version it has then: that of the template new tenants are made from
     * @throws SQLException when no way from that version is kept, or a statement fails
     */
    public static String upgrade(Connection owner, String schemaName, String fromVersion) throws SQLException {
        TenantSchema.requireName(schemaName);
        Template newest = Template.find(owner, null);
        if (!newest.schemaVersion().equals(fromVersion)) {
            Upgrade upgrade = Upgrade.find(owner, fromVersion, newest.schemaVersion())
                    .orElseThrow(() -> new SQLException("No way is kept from the schema version %s to %s"
                            .formatted(fromVersion, newest.schemaVersion())));
            try (Statement statement = owner.createStatement()) {
                statement.setEscapeProcessing(false);
                statement.execute(String.join(
                        ";\n",
                        "SET LOCAL search_path = " + schemaName,
                        TenantSchema.named(upgrade.statements(), schemaName),
                        newest.searchPathRestored()));
            }
        }
        return newest.schemaVersion();
    }
}
