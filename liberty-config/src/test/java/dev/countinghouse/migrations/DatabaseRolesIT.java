package dev.countinghouse.migrations;

import static dev.countinghouse.migrations.TwoTenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each role that is no tenant can do its work and nothing else. */
class DatabaseRolesIT {

    private static TwoTenants tenants;

    private Connection app;

    @BeforeAll
    static void makeTenants() throws SQLException {
        tenants = TwoTenants.make();
    }

    @AfterAll
    static void close() throws SQLException {
        tenants.close();
    }

    @BeforeEach
    void logIn() throws SQLException {
        app = tenants.database().app();
    }

    @AfterEach
    void logOut() throws SQLException {
        app.close();
    }

    @Test
    void theLoginAloneCanReadNothing() throws SQLException {
        List<String> tables = Catalog.lines(tenants.owner(), """
                SELECT schemaname || '.' || tablename FROM pg_tables
                WHERE schemaname = 'public' OR schemaname LIKE 'tenant\\_%'""");
        assertThat(tables).hasSizeGreaterThan(50);
        try (Session login = Session.ofLogin(app)) {
            for (String table : tables) {
                login.assertRefused("SELECT FROM " + table);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ch_owner", "ch_tenant", "pg_read_all_data", "pg_database_owner"})
    void theLoginCannotBecomeAnyOtherRole(String role) throws SQLException {
        try (Session login = Session.ofLogin(app)) {
            login.assertRefused("SET LOCAL ROLE " + role);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ch_app", "ch_identity", "ch_worker", "ch_platform", "tenant_acme_it"})
    void noRoleCanMakeAnything(String role) throws SQLException {
        try (Session session = Session.of(app, role)) {
            session.assertRefused("CREATE TABLE public.mine (a integer)");
            session.assertRefused("CREATE TABLE tenant_acme_it.mine (a integer)");
            session.assertRefused("CREATE TABLE extensions.mine (a integer)");
            session.assertRefused("CREATE TEMPORARY TABLE mine (a integer)");
            session.assertRefused("CREATE SCHEMA mine");
            session.assertRefused("CREATE ROLE mine");
            session.assertRefused("GRANT ch_identity TO ch_worker");
            session.assertRefused("SELECT * FROM public.tenant_template");
            session.assertRefused("SELECT * FROM public.databasechangelog");
            session.assertRefused("TRUNCATE public.tenants");
        }
    }

    @Test
    void identityFindsWhoIsCallingAndKeepsSessionsTokensAndKeys() throws SQLException {
        try (Session identity = Session.of(app, "ch_identity")) {
            assertThat(identity.read("""
                            SELECT t.schema_name FROM public.users u JOIN public.memberships m ON m.user_id = u.id
                            JOIN public.tenants t ON t.id = m.tenant_id WHERE u.email = 'ann@example.com' ORDER BY 1""")).containsExactly("tenant_acme_it", "tenant_globex_it");
            assertThat(identity.run("UPDATE public.users SET password_hash = 'y', version = version + 1"))
                    .isEqualTo(3);
            assertThat(identity.run("UPDATE public.api_keys SET last_used_at = now()"))
                    .isEqualTo(2);
            identity.run("""
                    INSERT INTO public.sessions (id, user_id, tenant_id, refresh_hash, created_at, refreshed_at, expires_at)
                    SELECT gen_random_uuid(), user_id, tenant_id, '', now(), now(), now() FROM public.memberships""");
            assertThat(identity.run("UPDATE public.sessions SET ended_at = now(), end_reason = 'logout'"))
                    .isEqualTo(4);
            identity.run("INSERT INTO public.revoked_tokens VALUES (gen_random_uuid(), '" + ACME + "', now())");
            assertThat(identity.run("DELETE FROM public.revoked_tokens")).isEqualTo(1);
            identity.run("INSERT INTO public.signing_keys (kid, public_key, sealed_private) VALUES ('k', '', '')");
            assertThat(identity.run("UPDATE public.signing_keys SET retired_at = now()"))
                    .isEqualTo(1);
        }
    }

    @Test
    void identityCanDoNothingElse() throws SQLException {
        try (Session identity = Session.of(app, "ch_identity")) {
            identity.assertRefused("UPDATE public.tenants SET status = 'suspended'");
            identity.assertRefused("UPDATE public.users SET email = 'x@example.com'");
            identity.assertRefused("INSERT INTO public.users SELECT * FROM public.users");
            identity.assertRefused(
                    "INSERT INTO public.memberships (tenant_id, user_id, role) SELECT tenant_id, user_id, role FROM public.memberships");
            identity.assertRefused("DELETE FROM public.memberships");
            identity.assertRefused("UPDATE public.invitations SET role = 'admin'");
            identity.assertRefused("UPDATE public.memberships SET role = 'owner'");
            identity.assertRefused("UPDATE public.api_keys SET permissions = '{*}'");
            identity.assertRefused("UPDATE public.signing_keys SET sealed_private = ''");
            identity.assertRefused("DELETE FROM public.sessions");
            identity.assertRefused("SELECT * FROM public.due_work");
            identity.assertRefused("SELECT * FROM public.archives");
            identity.assertRefused("SELECT * FROM tenant_acme_it.invoices");
        }
    }

    @Test
    void theWorkerClaimsDueWorkOfAllTenantsAndCompletesIt() throws SQLException {
        try (Session worker = Session.of(app, "ch_worker")) {
            assertThat(worker.read("""
                            SELECT t.schema_name FROM public.due_work w JOIN public.tenants t ON t.id = w.tenant_id
                            WHERE w.claimable_at <= now() AND t.status = 'active' ORDER BY 1 FOR UPDATE OF w SKIP LOCKED""")).containsExactly("tenant_acme_it", "tenant_globex_it");
            assertThat(worker.run("""
                            UPDATE public.due_work SET lease_until = now(), lease_token = gen_random_uuid(), due_at = 'infinity',
                            attempts = attempts + 1, last_error = NULL""")).isEqualTo(2);
        }
    }

    @Test
    void theWorkerCanDoNothingElse() throws SQLException {
        try (Session worker = Session.of(app, "ch_worker")) {
            worker.assertRefused("UPDATE public.due_work SET business_clock = now()");
            worker.assertRefused("UPDATE public.due_work SET tenant_id = tenant_id");
            worker.assertRefused(
                    "INSERT INTO public.due_work (tenant_id, kind) VALUES ('" + ACME + "', 'usage_aggregation')");
            worker.assertRefused("DELETE FROM public.due_work");
            worker.assertRefused("SELECT test_clock FROM public.tenants");
            worker.assertRefused("UPDATE public.tenants SET status = 'active'");
            worker.assertRefused("SELECT * FROM public.users");
            worker.assertRefused("SELECT * FROM public.api_keys");
            worker.assertRefused("SELECT * FROM tenant_acme_it.invoices");
        }
    }

    @Test
    void thePlatformRunsTheRegistryAndTheTiersButSeesNothingInsideATenant() throws SQLException {
        try (Session platform = Session.of(app, "ch_platform")) {
            assertThat(platform.run("UPDATE public.tenants SET status = 'suspended', version = version + 1"))
                    .isEqualTo(2);
            assertThat(platform.run("UPDATE public.plans SET price_minor = 100"))
                    .isEqualTo(1);
            assertThat(platform.run("UPDATE public.subscriptions SET status = 'canceled'"))
                    .isEqualTo(2);
            assertThat(platform.read("SELECT kind FROM public.due_work")).hasSize(2);
            platform.assertRefused("UPDATE public.tenants SET name = 'x'");
            platform.assertRefused("DELETE FROM public.tenants");
            platform.assertRefused("UPDATE public.due_work SET due_at = now()");
            platform.assertRefused("SELECT * FROM public.users");
            platform.assertRefused("SELECT * FROM public.memberships");
            platform.assertRefused("SELECT * FROM public.api_keys");
            platform.assertRefused("SELECT * FROM public.signing_keys");
            platform.assertRefused("SELECT * FROM tenant_acme_it.invoices");
        }
    }

    @Test
    void theOwnerIsUnderRowSecurityTooAndSeesAllRowsByItsOwnPolicy() throws SQLException {
        assertThat(Catalog.lines(tenants.owner(), "SELECT row_security_active('public.tenants')"))
                .containsExactly("t");
        assertThat(Catalog.lines(tenants.owner(), "SELECT slug FROM public.tenants ORDER BY slug"))
                .containsExactly("acme-it", "globex-it");
    }
}
