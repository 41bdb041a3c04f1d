package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME_SCHEMA;
import static dev.countinghouse.migrations.TwoTenants.GLOBEX_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * What PostgreSQL does not prevent once somebody can send SQL of his own through the application's login. These tests hold
 * the list of docs/ISOLATION.md to the truth: one that fails means that a residual is gone, or was described wrongly.
 */
class DatabaseResidualsIT {

    private static TwoTenants tenants;

    private Connection app;

    @BeforeAll
    static void makeTenants() throws SQLException {
        tenants = TwoTenants.make();
        try (Statement statement = tenants.owner().createStatement()) {
            for (String schema : List.of(ACME_SCHEMA, GLOBEX_SCHEMA)) {
                statement.execute("INSERT INTO " + schema + ".customers (id, name, time_zone, currency, created_at)"
                        + " VALUES (gen_random_uuid(), '" + schema + "', 'UTC', 'EUR', now())");
            }
        }
    }

    @AfterAll
    static void close() throws SQLException {
        tenants.close();
    }

    @BeforeEach
    void logIn() throws SQLException {
        app = tenants.database().app();
        app.setAutoCommit(false);
    }

    @AfterEach
    void logOut() throws SQLException {
        app.close();
    }

    private void enter(String schema) throws SQLException {
        run("SET LOCAL ROLE " + schema);
        run("SET LOCAL search_path = \"$user\"");
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = app.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> read(String sql) throws SQLException {
        return Catalog.lines(app, sql);
    }

    /** {@code SET ROLE} asks what the login may, not what the role taken may. ScopeGuard refuses all of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "RESET ROLE; SET LOCAL ROLE tenant_globex_it",
                "SET ROLE tenant_globex_it",
                "SET SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE tenant_globex_it",
                "SELECT set_config('role', 'tenant_globex_it', true)"
            })
    void sqlOfOnesOwnCanBecomeAnotherTenant(String sql) throws SQLException {
        enter(ACME_SCHEMA);
        run(sql);
        assertThat(read("SELECT name FROM " + GLOBEX_SCHEMA + ".customers")).containsExactly(GLOBEX_SCHEMA);
        assertThat(read("SELECT name FROM customers"))
                .as("the path follows the role")
                .containsExactly(GLOBEX_SCHEMA);
    }

    @Test
    void theLoginCannotBecomeAnotherLogin() throws SQLException {
        try (Session login = Session.ofLogin(app)) {
            login.assertRefused("SET SESSION AUTHORIZATION ch_owner");
            login.assertRefused("SET SESSION AUTHORIZATION " + GLOBEX_SCHEMA);
        }
    }

    @Test
    void aCursorHeldOpenCanBeReadByTheConnectionsNextTransaction() throws SQLException {
        enter(ACME_SCHEMA);
        run("DECLARE kept CURSOR WITH HOLD FOR SELECT name FROM customers");
        app.commit();
        enter(GLOBEX_SCHEMA);
        assertThat(read("FETCH ALL FROM kept")).containsExactly(ACME_SCHEMA);
    }

    @Test
    void aSettingOfTheSessionOutlivesItsTransactionButNotTheNextEntry() throws SQLException {
        run("SET ROLE " + ACME_SCHEMA);
        run("SET search_path = " + ACME_SCHEMA);
        run("SET TimeZone = 'Asia/Tokyo'");
        app.commit();
        assertThat(read("SELECT current_user || ' ' || current_setting('TimeZone')"))
                .as("a setting of the session stays")
                .containsExactly(ACME_SCHEMA + " Asia/Tokyo");
        enter(GLOBEX_SCHEMA);
        assertThat(read("SELECT name FROM customers"))
                .as("role and path are set anew by each transaction")
                .containsExactly(GLOBEX_SCHEMA);
    }

    @Test
    void aPreparedStatementThatStaysReadsTheTablesOfWhoExecutesIt() throws SQLException {
        enter(ACME_SCHEMA);
        run("PREPARE stays AS SELECT name FROM customers");
        assertThat(read("EXECUTE stays")).containsExactly(ACME_SCHEMA);
        app.commit();
        enter(GLOBEX_SCHEMA);
        assertThat(read("EXECUTE stays")).containsExactly(GLOBEX_SCHEMA);
    }

    /** As it is for each tenant after the other: kept by the driver, and by then with a plan that is for any parameter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT name FROM customers WHERE name LIKE ?",
                "WITH c AS (SELECT name FROM customers) SELECT name FROM c WHERE name LIKE ?",
                "SELECT schema_name FROM public.tenants WHERE schema_name LIKE ?",
                "SELECT t.schema_name FROM (SELECT * FROM public.tenants) t WHERE t.schema_name LIKE ?"
            })
    void theDriversOwnPreparedStatementsStayAndReadTheRowsOfWhoExecutesThem(String sql) throws SQLException {
        try (var select = app.prepareStatement(sql)) {
            select.unwrap(PGStatement.class).setPrepareThreshold(1);
            for (String schema : List.of(ACME_SCHEMA, GLOBEX_SCHEMA, ACME_SCHEMA, GLOBEX_SCHEMA)) {
                for (int i = 0; i < 10; i++) {
                    enter(schema);
                    assertReadsOwn(select, schema);
                    if (i % 3 == 0) {
                        app.rollback();
                    } else {
                        app.commit();
                    }
                }
            }
        }
        assertThat(read(
                        "SELECT count(*) || ' prepared once, planned for any parameter: ' || bool_and(generic_plans > 0)"
                                + " FROM pg_prepared_statements WHERE statement LIKE '%LIKE $1'"))
                .containsExactly("1 prepared once, planned for any parameter: true");
    }

    private static void assertReadsOwn(PreparedStatement select, String schema) throws SQLException {
        select.setString(1, "%");
        try (ResultSet row = select.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(schema);
            assertThat(row.next()).isFalse();
        }
    }

    @Test
    void theCatalogTellsTheNamesOfSchemasAndRolesAndTheSizesOfTables() throws SQLException {
        enter(ACME_SCHEMA);
        assertThat(read("SELECT nspname FROM pg_namespace")).contains(GLOBEX_SCHEMA);
        assertThat(read("SELECT rolname FROM pg_roles")).contains(GLOBEX_SCHEMA);
        assertThat(read("SELECT pg_relation_size(c.oid) > 0 FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
                        + " WHERE nspname = '" + GLOBEX_SCHEMA + "' AND relname = 'customers'"))
                .containsExactly("t");
        assertThat(read("SELECT usename FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
                .containsExactly("ch_app");
    }

    @Test
    void advisoryLocksAndNotificationsAreNobodysOwn() throws SQLException {
        try (Connection other = tenants.database().app()) {
            other.createStatement().execute("LISTEN anything");
            enter(ACME_SCHEMA);
            run("SELECT pg_advisory_xact_lock(4711)");
            run("NOTIFY anything, 'hello'");
            try (ResultSet free = other.createStatement().executeQuery("SELECT pg_try_advisory_lock(4711)")) {
                free.next();
                assertThat(free.getBoolean(1)).isFalse();
            }
            app.commit();
            other.createStatement().execute("SELECT 1");
            assertThat(other.unwrap(PGConnection.class).getNotifications()).hasSize(1);
        }
    }

    @Test
    void aLargeObjectCanBeMadeAndIsItsMakersAlone() throws SQLException {
        enter(ACME_SCHEMA);
        String id = read("SELECT lo_from_bytea(0, 'mine')").getFirst();
        app.commit();
        try (Session globex = Session.of(app, GLOBEX_SCHEMA)) {
            globex.assertRefused("SELECT lo_get(" + id + ")");
            globex.assertRefused("SELECT lo_unlink(" + id + ")");
        }
    }

    @Test
    void aForeignKeyTellsWhetherAnIdExistsSomewhere() throws SQLException {
        String insert = "INSERT INTO public.api_keys (id, tenant_id, name, key_id, prefix, secret_hash, permissions,"
                + " created_by) VALUES"
                + " (gen_random_uuid(),"
                + " '" + TwoTenants.ACME + "', 'x', 'oracle', 'x', '', '{}', '%s')";
        String cleoOfGlobex = "00000000-0000-7000-8000-0000000000c1";
        try (Session acme = Session.of(app, ACME_SCHEMA)) {
            assertThat(acme.stateOf(insert.formatted(cleoOfGlobex))).isNull();
            assertThat(acme.stateOf(insert.formatted("00000000-0000-7000-8000-00000000ffff")))
                    .isEqualTo("23503");
        }
    }
}
