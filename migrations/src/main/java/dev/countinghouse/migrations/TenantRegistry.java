package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the registry says of tenants, as far as a migration asks. Those that have no schema any more are left out. */
final class TenantRegistry {

    // Through JSON, because a database that is not migrated yet may lack a column.
    private static final String LIVING = """
            SELECT t.id, t.slug, t.schema_name, t.schema_version, to_jsonb(t) ->> 'kind' = 'sandbox',
                   coalesce((to_jsonb(t) ->> 'storage_bytes')::bigint, 0)
            FROM public.tenants t WHERE t.status IN ('active', 'suspended') ORDER BY t.slug""";

    private static final String NEWEST_TEMPLATE =
            "SELECT schema_version FROM public.tenant_template ORDER BY created_at DESC LIMIT 1";

    private TenantRegistry() {}

    static List<DueTenant> living(Connection owner) throws SQLException {
        List<DueTenant> tenants = new ArrayList<>();
        try (Statement statement = owner.createStatement()) {
            if (!isThere(owner, "public.tenants")) {
                return tenants;
            }
            try (ResultSet rows = statement.executeQuery(LIVING)) {
                while (rows.next()) {
                    tenants.add(new DueTenant(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getBoolean(5),
                            rows.getLong(6)));
                }
            }
        }
        return tenants;
    }

    /**
     * Refuses a database that another program has taken further than this one goes.
     *
     * @throws SQLException naming both versions
     */
    static void requireNotNewer(Connection owner, Changelog changelog) throws SQLException {
        SharedSchema.requireKnown(owner);
        for (String version : versions(owner)) {
            if (changelog.isBehind(version)) {
                throw new SQLException(
                        "This program is older than the database: a tenant's schema is %s there and %s here. Nothing was changed; migrate with the newer program."
                                .formatted(version, changelog.version()));
            }
        }
    }

    private static List<String> versions(Connection owner) throws SQLException {
        List<String> versions = new ArrayList<>();
        if (isThere(owner, "public.tenant_template")) {
            try (Statement statement = owner.createStatement();
                    ResultSet row = statement.executeQuery(NEWEST_TEMPLATE)) {
                while (row.next()) {
                    versions.add(row.getString(1));
                }
            }
            living(owner).stream().map(DueTenant::version).distinct().forEach(versions::add);
        }
        return versions;
    }

    static boolean isThere(Connection owner, String relation) throws SQLException {
        try (PreparedStatement select = owner.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            select.setString(1, relation);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
