package dev.countinghouse.migrations;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;

/**
 * What a new tenant is made from: the statements Liquibase would run in an empty schema, kept in {@code public.tenant_template}.
 * Those of earlier versions stay, so that an archive of that time can be put back; the newest is what makes tenants.
 */
final class TenantTemplate {

    private TenantTemplate() {}

    /**
     * Stores the template of the changelog's version unless it is there; after this returns nobody makes a tenant from an
     * older one.
     */
    static void store(Connection owner, Changelog changelog) throws SQLException {
        String version = changelog.version();
        if (!isStored(owner, version)) {
            store(owner, version, LiquibaseRun.updateSql(owner, changelog, TenantSchema.PLACEHOLDER));
        }
    }

    static void store(Connection owner, String version, String sql) throws SQLException {
        owner.setAutoCommit(false);
        try (Statement lock = owner.createStatement();
                PreparedStatement insert = owner.prepareStatement(
                        "INSERT INTO public.tenant_template (schema_version, statements, created_at)"
                                + " VALUES (?, ?, clock_timestamp())")) {
            lock.execute("LOCK TABLE public.tenant_template IN EXCLUSIVE MODE"); // waits for tenants in the making
            insert.setString(1, version);
            insert.setString(2, withoutRemarks(sql));
            insert.execute();
            owner.commit();
        } finally {
            owner.rollback();
            owner.setAutoCommit(true);
        }
    }

    private static boolean isStored(Connection owner, String schemaVersion) throws SQLException {
        try (PreparedStatement select =
                owner.prepareStatement("SELECT 1 FROM public.tenant_template WHERE schema_version = ?")) {
            select.setString(1, schemaVersion);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Without the lines that say when, where and by whom the statements were generated. */
    static String withoutRemarks(String sql) {
        return sql.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    }
}
