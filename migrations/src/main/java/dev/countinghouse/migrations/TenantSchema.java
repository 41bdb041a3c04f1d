package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One tenant in the database: a role without login and a schema of the same name, with the tenant's tables and grants.
 *
 * <p>This is the only place that makes them; the application calls it when a tenant registers, the migrator when it
 * first meets a tenant. It needs the JDK alone.
 */
public final class TenantSchema {

    /** Stands for the tenant's name in the stored template. No slug yields it: a slug does not end with a dash. */
    static final String PLACEHOLDER = "tenant_placeholder_";

    private static final Pattern NAME = Pattern.compile("tenant_[a-z][a-z0-9_]{0,38}[a-z0-9]");

    private TenantSchema() {}

    /**
     * Makes role, schema, tables and grants of a new tenant from the stored template, within the caller's transaction:
     * all of it is there after the commit, nothing after a rollback. The search_path is left as it was.
     *
     * @param owner a connection of {@code ch_owner} in a transaction
     * @param schemaName {@code tenants.schema_name}: {@code tenant_} and 2 to 40 of a-z, 0-9 and _, beginning with a letter
     *     and not ending with _
     * @return the schema version of the template, for {@code tenants.schema_version}
     * @throws IllegalArgumentException when the name is not a tenant's
     * @throws SQLException when the schema exists already, or nothing has been migrated yet
     */
    public static String create(Connection owner, String schemaName) throws SQLException {
        requireName(schemaName);
        if (owner.getAutoCommit()) {
            throw new IllegalStateException("A tenant is made in a transaction, and this connection is in none");
        }
        Template template = Template.find(owner, null);
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false); // braces in the template are JSON, not JDBC escapes
            statement.execute(String.join(
                    ";\n",
                    Roles.createTenantIfMissing(schemaName),
                    "CREATE SCHEMA " + schemaName,
                    "SET LOCAL search_path = " + schemaName,
                    named(template.statements, schemaName),
                    grants(schemaName, owner),
                    template.searchPathRestored()));
            return template.schemaVersion;
        }
    }

    /** Makes the role, the empty schema and the grants where they are missing; the tables are left to the changelog. */
    static void ensure(Connection owner, String schemaName) throws SQLException {
        requireName(schemaName);
        try (Statement statement = owner.createStatement()) {
            statement.execute(String.join(
                    ";\n",
                    Roles.createTenantIfMissing(schemaName),
                    "CREATE SCHEMA IF NOT EXISTS " + schemaName,
                    grants(schemaName, owner)));
        }
    }

    static String named(String templateStatements, String schemaName) {
        return templateStatements.replace(PLACEHOLDER, schemaName);
    }

    static String requireName(String schemaName) {
        if (!NAME.matcher(schemaName).matches()) {
            throw new IllegalArgumentException("Not a tenant's schema name: " + schemaName);
        }
        return schemaName;
    }

    // Last in the transaction: granting the group locks it until the commit, and another tenant may be waiting to be
    // made.
    static String grants(String schemaName, Connection owner) throws SQLException {
        return String.join(
                ";\n",
                "GRANT USAGE ON SCHEMA " + schemaName + " TO " + schemaName,
                Roles.letAppTake(schemaName, owner),
                Roles.grant(Roles.groupOf(schemaName), schemaName, Roles.Membership.INHERITED, owner));
    }

    /** The stored statements, and the search_path that has to be put back after them. */
    record Template(String schemaVersion, String statements, String searchPathBefore) {

        // FOR SHARE waits for a migrator that is just adding a template, and it waits for us: so a tenant is either
        // made
        // from the newest template or seen by the migrator.
        private static final String FIND = """
                SELECT schema_version, statements, current_setting('search_path')
                FROM public.tenant_template WHERE schema_version = coalesce(?, schema_version)
                ORDER BY created_at DESC LIMIT 1 FOR SHARE""";

        String searchPathRestored() {
            return "SELECT set_config('search_path', '" + searchPathBefore.replace("'", "''") + "', true)";
        }

        static Template find(Connection owner, @Nullable String version) throws SQLException {
            try (PreparedStatement select = owner.prepareStatement(FIND)) {
                select.setString(1, version);
                try (ResultSet row = select.executeQuery()) {
                    if (!row.next()) {
                        throw new SQLException(
                                version == null
                                        ? "There is no tenant template: the database has not been migrated yet"
                                        : "No tenant template of version " + version + " is kept");
                    }
                    return new Template(row.getString(1), row.getString(2), row.getString(3));
                }
            }
        }
    }
}
