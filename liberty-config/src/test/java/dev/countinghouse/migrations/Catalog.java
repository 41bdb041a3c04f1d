package dev.countinghouse.migrations;

import dev.countinghouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What PostgreSQL's catalog says, as lines of text that two databases or a specification can be compared by. */
final class Catalog {

    private static final List<String> OF_ONE_SCHEMA = List.of("""
            SELECT format('schema owned by %s, %s', nspowner::regrole, nspacl) FROM pg_namespace WHERE nspname = ?""", """
            SELECT format('role login %s inherit %s super %s createrole %s createdb %s bypassrls %s config %s',
                   rolcanlogin, rolinherit, rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolconfig)
            FROM pg_roles WHERE rolname = ?""", """
            SELECT format('%s has member %s, admin %s inherit %s set %s',
                   regexp_replace(roleid::regrole::text, '^ch_tenants_[0-9a-f]$', 'one of ch_tenants'), member::regrole,
                   admin_option, inherit_option, set_option)
            FROM pg_auth_members JOIN pg_roles r ON r.oid IN (roleid, member) WHERE r.rolname = ? ORDER BY 1""", """
            SELECT format('relation %s kind %s owned by %s, %s, rls %s %s, options %s',
                   c.relname, c.relkind, c.relowner::regrole, c.relacl, c.relrowsecurity, c.relforcerowsecurity, c.reloptions)
            FROM pg_class c WHERE c.relnamespace = (?::text)::regnamespace ORDER BY c.relname""", """
            SELECT format('column %s.%s no %s type %s collation %s not null %s default %s generated %s identity %s, %s', c.relname,
                   a.attname, a.attnum, format_type(a.atttypid, a.atttypmod), a.attcollation, a.attnotnull,
                   pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, a.attacl)
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                 LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = (?::text)::regnamespace ORDER BY c.relname, a.attnum""", """
            SELECT format('constraint %s on %s: %s, validated %s', conname, conrelid::regclass, pg_get_constraintdef(oid), convalidated)
            FROM pg_constraint WHERE connamespace = (?::text)::regnamespace ORDER BY conrelid::regclass::text, conname""", """
            SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = ? ORDER BY indexdef""", """
            SELECT format('function %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = (?::text)::regnamespace ORDER BY 1""");

    /** One line for each grantee and object; a table's columns are named after the right. */
    private static final String RIGHTS = """
            WITH granted AS (
                SELECT 'database' AS object, '' AS col, d.datdba AS owner, acl.*
                FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) acl WHERE d.datname = current_database()
                UNION ALL
                SELECT 'schema ' || n.nspname, '', n.nspowner, acl.*
                FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) acl
                WHERE n.nspname !~ '^(pg_|information_schema)'
                UNION ALL
                SELECT c.oid::regclass::text, '', c.relowner, acl.*
                FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) acl
                WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)' AND c.relkind IN ('r','v','m','p','f','S')
                UNION ALL
                SELECT c.oid::regclass::text, a.attname, c.relowner, acl.*
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) acl
                WHERE c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
            ), one AS (
                SELECT coalesce(nullif(grantee, 0)::regrole::text, 'PUBLIC') AS role, object,
                  privilege_type || coalesce(' (' || string_agg(nullif(col, ''), ', ' ORDER BY col COLLATE "C") || ')', '') || CASE WHEN is_grantable THEN ' GRANTABLE' ELSE '' END AS what
                FROM granted WHERE grantee <> owner GROUP BY role, object, privilege_type, is_grantable, col = ''
            )
            SELECT format('%s: %s: %s', role, object, string_agg(what, ', ' ORDER BY what COLLATE "C"))
            FROM one GROUP BY role, object ORDER BY role COLLATE "C", object COLLATE "C"
            """;

    private Catalog() {}

    /** New connections of ch_owner, as the migrator takes them. */
    static DataSource ownersOf(TestDatabase database) {
        PGSimpleDataSource owners = new PGSimpleDataSource();
        owners.setServerNames(new String[] {database.host()});
        owners.setPortNumbers(new int[] {database.port()});
        owners.setDatabaseName(database.name());
        owners.setUser("ch_owner");
        owners.setPassword(database.ownerPassword());
        return owners;
    }

    /** Every right in this database that is not an owner's on what it owns; PUBLIC's too. */
    static List<String> rights(Connection owner) throws SQLException {
        return lines(owner, RIGHTS);
    }

    /** Everything about a tenant's schema, role and changelog, with its own name written as {@code <tenant>}. */
    static List<String> ofTenant(Connection owner, String schema) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String query : OF_ONE_SCHEMA) {
            lines.addAll(lines(owner, query, schema));
        }
        lines.addAll(changelog(owner, schema));
        return lines.stream().map(line -> line.replace(schema, "<tenant>")).toList();
    }

    /** The rows of the schema's changelog in their order, but for when and in which run they were written. */
    static List<String> changelog(Connection owner, String schema) throws SQLException {
        return lines(owner, """
                SELECT format('changeset %s %s %s %s %s %s %s %s %s %s %s %s', orderexecuted, filename, author, id, exectype, md5sum,
                       description, comments, tag, liquibase, contexts, labels)
                FROM """ + " " + TenantSchema.requireName(schema) + ".databasechangelog ORDER BY orderexecuted");
    }

    /** The only column of each row. */
    static List<String> lines(Connection connection, String query, String... parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setString(i + 1, parameters[i]);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    lines.add(String.valueOf(rows.getString(1)));
                }
            }
            return lines;
        }
    }
}
