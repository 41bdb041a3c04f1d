package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.DatabaseAttack.byAcme;
import static dev.countinghouse.migrations.DatabaseAttack.changing;
import static dev.countinghouse.migrations.DatabaseAttack.reading;
import static dev.countinghouse.migrations.DatabaseAttack.running;
import static dev.countinghouse.migrations.TwoTenants.ACME;
import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static dev.countinghouse.migrations.TwoTenants.GLOBEX;
import static dev.countinghouse.migrations.TwoTenants.GLOBEX_SCHEMA;

import dev.countinghouse.migrations.DatabaseAttack.Wall;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The attacks of Acme's role, and of the login without a role, on Globex and on what is the platform's. */
final class DatabaseAttacks {

    static final String ROW_POLICY = "row policy";
    static final String NO_RIGHT_ON_SHARED = "no right on the shared table";
    static final String NO_SCHEMA_USAGE = "no USAGE on another's schema";
    static final String NO_TABLE_RIGHT = "no right on another's table";
    static final String NO_INHERITANCE = "the login inherits nothing";
    static final String NO_MEMBERSHIP = "the login is a member of few roles";
    static final String NO_TEMPORARY = "no temporary tables";
    static final String NO_CREATE = "nobody may CREATE";
    static final String NO_SERVER_ACCESS = "no access to the server's files and programs";
    static final String NO_OTHER_SESSIONS = "no sight of other sessions";

    /** On 16 and newer the maker of a role is its administrator, and roles may not be members of each other in a circle. */
    private static final String NO_CIRCLE = "REVOKE ch_app FROM ch_owner CASCADE; ";

    private static final String BYPASS = "ALTER ROLE " + ACME_SCHEMA + " BYPASSRLS";

    private DatabaseAttacks() {}

    /** All of them; those on tables are made from the catalog, so that a new table is attacked without being named here. */
    static List<DatabaseAttack> all(Connection owner) throws SQLException {
        List<DatabaseAttack> all = new ArrayList<>();
        for (String table : lines(owner, """
            SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname NOT IN ('plans', 'databasechangelog') ORDER BY 1\
            """)) {
            onSharedTable(owner, table, all);
        }
        for (String table :
                lines(owner, "SELECT tablename FROM pg_tables WHERE schemaname = '" + GLOBEX_SCHEMA + "' ORDER BY 1")) {
            onTableOfGlobex(GLOBEX_SCHEMA + "." + table, all);
        }
        withinSharedTables(all);
        onMemberships(all);
        onTheServer(owner, all);
        ofTheLogin(owner, all);
        return all;
    }

    private static void onSharedTable(Connection owner, String name, List<DatabaseAttack> all) throws SQLException {
        String table = "public." + name;
        boolean granted = !lines(
                        owner,
                        "SELECT 1 FROM information_schema.column_privileges WHERE table_schema = 'public' AND grantee"
                                + " = 'ch_tenant' AND privilege_type = 'SELECT' AND table_name = '" + name + "'")
                .isEmpty();
        String theirs = theirs(owner, name);
        String read = "SELECT 1 FROM " + table + " WHERE " + theirs;
        Wall policy = Wall.of(
                ROW_POLICY,
                "ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY",
                "CREATE POLICY hole ON " + table + " TO ch_tenant USING (true) WITH CHECK (true)",
                BYPASS);
        Wall right = Wall.of(NO_RIGHT_ON_SHARED, "GRANT SELECT ON " + table + " TO ch_tenant");
        all.add(
                granted
                        ? byAcme("read Globex's rows of " + table, reading(read), policy)
                        : byAcme("read " + table, reading(read), right, policy));
        List<String> columns = lines(
                owner,
                "SELECT column_name FROM information_schema.column_privileges WHERE table_schema = 'public'"
                        + " AND grantee = 'ch_tenant' AND privilege_type = 'UPDATE' AND table_name = '" + name
                        + "' ORDER BY 1");
        if (!columns.isEmpty()) {
            String column = columns.getFirst();
            all.add(byAcme(
                    "change Globex's rows of " + table,
                    changing("UPDATE " + table + " SET " + column + " = " + column + " WHERE " + theirs),
                    policy));
        }
    }

    private static String theirs(Connection owner, String table) throws SQLException {
        return switch (table) {
            case "tenants" -> "id = '" + GLOBEX + "'";
            case "users" -> "name = 'Cleo'";
            case "second_factors" -> "user_id = '" + TwoTenants.CLEO + "'";
            default ->
                lines(
                                        owner,
                                        "SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND"
                                                + " table_name = '"
                                                + table + "' AND column_name = 'tenant_id'")
                                .isEmpty()
                        ? "true"
                        : "tenant_id = '" + GLOBEX + "'";
        };
    }

    private static void onTableOfGlobex(String table, List<DatabaseAttack> all) {
        Wall usage = Wall.of(NO_SCHEMA_USAGE, "GRANT USAGE ON SCHEMA " + GLOBEX_SCHEMA + " TO " + ACME_SCHEMA);
        all.add(byAcme(
                "read " + table,
                running("SELECT count(*) FROM " + table),
                usage,
                Wall.of(NO_TABLE_RIGHT, "GRANT SELECT ON " + table + " TO " + ACME_SCHEMA)));
        all.add(byAcme(
                "delete from " + table,
                running("DELETE FROM " + table + " WHERE false"),
                usage,
                Wall.of(NO_TABLE_RIGHT, "GRANT SELECT, DELETE ON " + table + " TO " + ACME_SCHEMA)));
    }

    private static void withinSharedTables(List<DatabaseAttack> all) {
        all.add(byAcme(
                "make an API key that opens Globex",
                running("INSERT INTO public.api_keys (id, tenant_id, name, key_id, prefix, secret_hash, permissions,"
                        + " created_by) SELECT gen_random_uuid(), '" + GLOBEX + "', 'x', 'x', 'x', '', '{}', id"
                        + " FROM public.users LIMIT 1"),
                checked("api_keys")));
        all.add(byAcme(
                "write a mail in Globex's name",
                running("INSERT INTO public.mails (id, tenant_id, recipient, subject, sealed_body)"
                        + " VALUES (gen_random_uuid(), '" + GLOBEX + "', 'x', 'x', '')"),
                checked("mails")));
        all.add(byAcme("ask for a job on Globex", running(job(GLOBEX, "export")), checked("jobs")));
        all.add(byAcme("ask for an operator's job on oneself", running(job(ACME, "erase_tenant")), checked("jobs")));
        all.add(byAcme(
                "read the archive of an operator's backup of oneself",
                reading("SELECT 1 FROM public.archives WHERE tenant_id = '" + ACME + "' AND purpose = 'backup'"),
                checked("archives")));
        all.add(byAcme(
                "read Globex's name in the error of a leaky function",
                intruder -> intruder.messageOf(
                                "SELECT count(*) FROM public.tenants WHERE name <> 'acme-it' AND name::integer = 1")
                        .contains("globex"),
                checked("tenants")));
        all.add(byAcme(
                "lock the registry",
                running("LOCK TABLE public.tenants IN ACCESS EXCLUSIVE MODE"),
                Wall.of(NO_RIGHT_ON_SHARED, "GRANT UPDATE ON public.tenants TO ch_tenant")));
        all.add(byAcme(
                "read what the planner knows of Globex's values",
                reading("SELECT 1 FROM pg_stats WHERE schemaname = '" + GLOBEX_SCHEMA
                        + "' AND tablename = 'customers'"),
                Wall.of(NO_TABLE_RIGHT, "GRANT SELECT ON " + GLOBEX_SCHEMA + ".customers TO " + ACME_SCHEMA)));
    }

    /** A membership shows a tenant a user and his address. */
    private static void onMemberships(List<DatabaseAttack> all) {
        all.add(byAcme(
                "make Globex's user a member who accepted no invitation",
                running("INSERT INTO public.memberships (tenant_id, user_id, role) SELECT '" + ACME + "', '"
                        + TwoTenants.CLEO + "', 'viewer'"),
                Wall.of(
                        ROW_POLICY,
                        "ALTER TABLE public.memberships DISABLE ROW LEVEL SECURITY",
                        "DROP POLICY tenant_join ON public.memberships",
                        BYPASS)));
    }

    private static Wall checked(String table) {
        return Wall.of(
                ROW_POLICY,
                "ALTER TABLE public." + table + " DISABLE ROW LEVEL SECURITY",
                "CREATE POLICY hole ON public." + table + " TO ch_tenant USING (true)",
                BYPASS);
    }

    private static String job(String tenant, String kind) {
        return "INSERT INTO public.jobs (id, tenant_id, kind, parameters, requested_by) VALUES (gen_random_uuid(), '"
                + tenant + "', '" + kind + "', '{}', 'x')";
    }

    private static void onTheServer(Connection owner, List<DatabaseAttack> all) throws SQLException {
        String database = owner.getCatalog();
        all.add(byAcme(
                "hide one's table behind a temporary one, for the connection's next tenant",
                running("CREATE TEMPORARY TABLE customers (id integer)"),
                Wall.of(NO_TEMPORARY, "GRANT TEMPORARY ON DATABASE " + database + " TO ch_tenant")));
        all.add(byAcme(
                "make a function of one's own",
                running("CREATE FUNCTION leak() RETURNS integer LANGUAGE sql AS 'SELECT 1'"),
                Wall.of(NO_CREATE, "GRANT CREATE ON SCHEMA " + ACME_SCHEMA + " TO " + ACME_SCHEMA)));
        all.add(byAcme(
                "make a schema",
                running("CREATE SCHEMA mine"),
                Wall.of(NO_CREATE, "GRANT CREATE ON DATABASE " + database + " TO " + ACME_SCHEMA)));
        all.add(server("read a file of the server", "SELECT pg_read_file('PG_VERSION')", "pg_read_file(text)"));
        all.add(server("list the server's files", "SELECT pg_ls_dir('.')", "pg_ls_dir(text)"));
        all.add(server("import a file of the server", "SELECT lo_import('PG_VERSION')", "lo_import(text)"));
        all.add(byAcme(
                "run a program on the server",
                running("COPY (SELECT 1) TO PROGRAM 'cat > /dev/null'"),
                Wall.of(NO_SERVER_ACCESS, "GRANT pg_execute_server_program TO " + ACME_SCHEMA)));
        all.add(byAcme(
                "copy from a file of the server",
                running("COPY custom_data FROM '/dev/null'"),
                Wall.of(NO_SERVER_ACCESS, "GRANT pg_read_server_files TO " + ACME_SCHEMA)));
        String others = "FROM pg_stat_activity WHERE usename = 'ch_owner' AND datname = current_database()";
        all.add(byAcme(
                "read other sessions' statements",
                reading("SELECT 1 " + others + " AND query LIKE 'SELECT %'"),
                Wall.of(NO_OTHER_SESSIONS, "GRANT pg_read_all_stats TO " + ACME_SCHEMA)));
        all.add(byAcme(
                "cancel other sessions' statements",
                running("SELECT pg_cancel_backend(pid) " + others),
                Wall.of(NO_OTHER_SESSIONS, "GRANT pg_signal_backend TO " + ACME_SCHEMA)));
    }

    private static DatabaseAttack server(String name, String sql, String function) {
        return byAcme(
                name,
                running(sql),
                Wall.of(NO_SERVER_ACCESS, "GRANT EXECUTE ON FUNCTION " + function + " TO " + ACME_SCHEMA));
    }

    private static void ofTheLogin(Connection owner, List<DatabaseAttack> all) throws SQLException {
        boolean options = owner.getMetaData().getDatabaseMajorVersion() >= 16;
        String inherit = options ? "GRANT %s TO ch_app WITH INHERIT TRUE" : "ALTER ROLE ch_app INHERIT";
        Wall noInheritance = Wall.of(NO_INHERITANCE, inherit.formatted(GLOBEX_SCHEMA));
        all.add(new DatabaseAttack(
                "read Globex's customers without taking a role",
                "ch_app",
                running("SELECT count(*) FROM " + GLOBEX_SCHEMA + ".customers"),
                List.of(noInheritance)));
        for (String role : List.of("ch_owner", "pg_read_all_data", "pg_write_all_data")) {
            all.add(new DatabaseAttack(
                    "become " + role,
                    ACME_SCHEMA,
                    running("SET LOCAL ROLE " + role),
                    List.of(Wall.of(NO_MEMBERSHIP, NO_CIRCLE + "GRANT " + role + " TO ch_app"))));
        }
    }

    private static List<String> lines(Connection owner, String sql) throws SQLException {
        return Catalog.lines(owner, sql);
    }
}
