package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Schemas of a chosen version, for books that come out of an archive. All within the caller's transaction; the search_path is
 * left as it was. The template is not locked, because loading the books may take long: the migrator brings the tenant
 * further by what the registry says of its version.
 */
public final class VersionedSchema {

    private static final Pattern BESIDE = Pattern.compile("(restore|retired)_[a-z][a-z0-9_]{0,53}[a-z0-9]");
    private static final String NAMED_SCHEMA = TenantSchema.PLACEHOLDER + ".";

    private VersionedSchema() {}

    /** Whether a schema of this version can be made here. */
    public static boolean isKnown(Connection owner, String schemaVersion) throws SQLException {
        return statements(owner, schemaVersion).isPresent();
    }

    /**
     * Makes a schema beside a tenant's own, with the tables' rights for the tenant's role, which may not enter the schema:
     * nobody but {@code ch_owner} can use it until USAGE is granted.
     *
     * @param schemaName {@code restore_...} or {@code retired_...}
     * @param tenantSchema the tenant's schema, whose role exists
     * @throws SQLException when there is no template of this version, or the schema exists
     */
    public static void createBeside(Connection owner, String schemaName, String tenantSchema, String schemaVersion)
            throws SQLException {
        if (!BESIDE.matcher(schemaName).matches()) {
            throw new IllegalArgumentException("Not a name for a schema beside a tenant's: " + schemaName);
        }
        fill(owner, schemaName, TenantSchema.requireName(tenantSchema), schemaVersion, "");
    }

    /** Makes a tenant's own schema of this version, and its role, as {@link TenantSchema#create} does of the newest. */
    public static void create(Connection owner, String schemaName, String schemaVersion) throws SQLException {
        TenantSchema.requireName(schemaName);
        try (Statement statement = owner.createStatement()) {
            statement.execute(Roles.createTenantIfMissing(schemaName));
        }
        fill(owner, schemaName, schemaName, schemaVersion, TenantSchema.grants(schemaName, owner));
    }

    private static void fill(Connection owner, String schema, String role, String version, String last)
            throws SQLException {
        if (owner.getAutoCommit()) {
            throw new IllegalStateException("A schema is made in a transaction, and this connection is in none");
        }
        String template = statements(owner, version)
                .orElseThrow(() -> new SQLException("There is no tenant template of version " + version));
        String named = template.replace(NAMED_SCHEMA, schema + ".").replace(TenantSchema.PLACEHOLDER, role);
        try (Statement statement = owner.createStatement()) {
            statement.setEscapeProcessing(false); // braces in the template are JSON, not JDBC escapes
            String before = searchPath(statement).replace("'", "''");
            statement.execute(String.join(
                    ";\n",
                    "CREATE SCHEMA " + schema,
                    "SET LOCAL search_path = " + schema,
                    named,
                    last,
                    "SELECT set_config('search_path', '" + before + "', true)"));
        }
    }

    private static String searchPath(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_setting('search_path')")) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private static Optional<String> statements(Connection owner, String version) throws SQLException {
        try (PreparedStatement select =
                owner.prepareStatement("SELECT statements FROM public.tenant_template WHERE schema_version = ?")) {
            select.setString(1, version);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }
}
