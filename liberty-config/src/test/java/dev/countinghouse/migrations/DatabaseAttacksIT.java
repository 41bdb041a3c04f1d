package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.migrations.DatabaseAttack.Wall;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each attack fails while any one of its walls stands, and succeeds when the last one is taken away. Walls are taken away
 * within a transaction that is rolled back: no other test ever meets a database without them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseAttacksIT {

    /** What Globex has in the shared tables beside what {@link TwoTenants} gives it; its customer is in the planner's statistics. */
    private static final String MORE_ROWS = """
        INSERT INTO public.sessions (id, user_id, tenant_id, refresh_hash, created_at, refreshed_at, expires_at)
            SELECT gen_random_uuid(), user_id, tenant_id, '', now(), now(), now() FROM public.memberships;
        INSERT INTO public.revoked_tokens (jti, tenant_id, expires_at) SELECT gen_random_uuid(), id, now() FROM public.tenants;
        INSERT INTO public.roles (id, tenant_id, code, name, permissions, created_at)
            SELECT id, id, 'clerk', 'Clerk', '{invoice:read}', now() FROM public.tenants;
        INSERT INTO public.sso_configurations (tenant_id, enabled, required, issuer, client_id, sealed_secret, scopes, groups_claim,
            email_domains, creates_users, updated_at)
            SELECT id, true, false, 'x', 'x', '', '{openid}', 'x', '{}', true, now() FROM public.tenants;
        INSERT INTO public.sso_group_roles (tenant_id, position, group_name, role) SELECT id, 0, 'x', 'viewer' FROM public.tenants;
        INSERT INTO public.sso_identities (tenant_id, issuer, subject, user_id, created_at, last_login_at)
            SELECT tenant_id, 'x', user_id::text, user_id, now(), now() FROM public.memberships;
        INSERT INTO public.sso_logins (state_hash, tenant_id, issuer, client_id, browser_hash, nonce_hash, sealed_verifier, return_to, expires_at)
            SELECT decode(md5(id::text), 'hex'), id, 'x', 'x', '', '', '', '/', now() FROM public.tenants;
        INSERT INTO public.sso_codes (code_hash, tenant_id, user_id, browser_hash, expires_at)
            SELECT decode(md5(tenant_id::text || user_id), 'hex'), tenant_id, user_id, '', now() FROM public.memberships;
        INSERT INTO public.invitations (id, tenant_id, email, role, token_hash, invited_by, created_at, expires_at)
            SELECT gen_random_uuid(), tenant_id, 'x@example.com', 'viewer', decode(md5(random()::text), 'hex'), min(user_id::text)::uuid, now(), now()
            FROM public.memberships GROUP BY tenant_id;
        INSERT INTO public.signing_keys (kid, public_key, sealed_private) VALUES ('k', '', '');
        INSERT INTO public.mails (id, tenant_id, recipient, subject, sealed_body) SELECT gen_random_uuid(), id, 'x', 'x', '' FROM public.tenants;
        INSERT INTO public.user_tokens (token_hash, user_id, purpose, email, expires_at)
            SELECT decode(md5(id::text), 'hex'), id, 'password_reset', email, now() FROM public.users;
        INSERT INTO public.second_factors (user_id, sealed_secret, created_at, confirmed_at, next_attempt_at)
            SELECT id, '', now(), now(), now() FROM public.users;
        INSERT INTO public.recovery_codes (user_id, code_hash) SELECT user_id, '' FROM public.second_factors;
        INSERT INTO public.login_challenges (token_hash, user_id, tenant_id, attempts_left, expires_at)
            SELECT decode(md5(m.user_id::text || m.tenant_id), 'hex'), m.user_id, m.tenant_id, 5, now() FROM public.memberships m;
        INSERT INTO public.account_requests (id, purpose, email) VALUES (gen_random_uuid(), 'password_reset', 'x');
        INSERT INTO public.platform_keys (id, name, key_id, prefix, secret_hash) VALUES (gen_random_uuid(), 'x', 'x', 'x', '');
        INSERT INTO public.provisioning_keys (id, external_platform_id, name, sealed_secret) VALUES (gen_random_uuid(), 'x', 'x', '');
        INSERT INTO public.provisioning_nonces (key_id, nonce, expires_at) SELECT id, 'x', now() FROM public.provisioning_keys;
        INSERT INTO public.provisionings (external_platform_id, external_store_id, tenant_id, request_hash)
            SELECT 'x', slug, id, '' FROM public.tenants;
        INSERT INTO public.support_accesses (id, tenant_id, operator_id, operator, reason, permissions, key_id, secret_hash, expires_at)
            SELECT gen_random_uuid(), t.id, k.id, 'x', 'x', '{invoice:read}', left(t.slug, 8), '', now()
            FROM public.tenants t, public.platform_keys k;
        INSERT INTO public.tier_usage (tenant_id, month, events, counted_before) SELECT id, '2026-01-01', 1, now() FROM public.tenants;
        INSERT INTO public.webhook_endpoints (id, tenant_id, url, description, event_types, status, sealed_secret, created_at)
            SELECT id, id, 'https://hooks.example.com', '', '{}', 'enabled', '', now() FROM public.tenants;
        INSERT INTO public.webhook_deliveries (endpoint_id, event_id, tenant_id, event_type, subject_id)
            SELECT id, id, id, 'customer.created', id FROM public.tenants;
        INSERT INTO public.payment_gateways (tenant_id, gateway, account, livemode, sealed_secret_key, secret_key_last4,
            sealed_webhook_secret, webhook_secret_last4, publishable_key, collection, connected_at)
            SELECT id, 'stripe', 'acct_x/test', false, '', 'x', '', 'x', 'pk_test_x', 'manual', now() FROM public.tenants;
        INSERT INTO public.jobs (id, tenant_id, kind, requested_by) SELECT id, id, 'backup', 'operator' FROM public.tenants;
        INSERT INTO public.archives (id, tenant_id, job_id, purpose, schema_version, taken_at, bytes, sha256)
            SELECT gen_random_uuid(), t.id, t.id, purpose, 'x', now(), 1, '' FROM public.tenants t, unnest('{backup,export}'::text[]) purpose;
        INSERT INTO public.erasures (id, tenant_id, job_id, subject, subject_id, certificate)
            SELECT gen_random_uuid(), id, id, 'customer', id, 'x' FROM public.tenants;
        INSERT INTO public.tenant_upgrades (from_version, to_version, statements, locks)
            SELECT schema_version, schema_version, '', '{}' FROM public.tenant_template;
        INSERT INTO public.migration_runs (id, to_version, plan) VALUES (gen_random_uuid(), 'x', '{}');
        INSERT INTO public.tenant_migrations (run_id, tenant_id, from_version, wave)
            SELECT r.id, t.id, 'x', 1 FROM public.migration_runs r CROSS JOIN public.tenants t;
        INSERT INTO tenant_globex_it.customers (id, name, time_zone, currency, created_at)
            SELECT gen_random_uuid(), 'customer ' || n, 'UTC', 'EUR', now() FROM generate_series(1, 20) n;
        """;

    private TwoTenants tenants;
    private Connection admin;

    @BeforeAll
    void makeTenants() throws SQLException {
        tenants = TwoTenants.make();
        admin = tenants.database().admin();
        try (Statement statement = tenants.owner().createStatement()) {
            statement.execute(MORE_ROWS);
            statement.execute("ANALYZE tenant_globex_it.customers");
        }
    }

    @AfterAll
    void close() throws SQLException {
        admin.close();
        tenants.close();
    }

    List<DatabaseAttack> attacks() throws SQLException {
        return DatabaseAttacks.all(tenants.owner());
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void anAttackFailsWhileOneWallStandsAndSucceedsWithoutTheLast(DatabaseAttack attack) throws SQLException {
        assertThat(succeedsWithout(attack, List.of())).as("with all walls").isFalse();
        for (Wall wall : attack.walls()) {
            List<String> others = attack.walls().stream()
                    .filter(other -> !other.equals(wall))
                    .map(other -> other.removals().getFirst())
                    .toList();
            assertThat(succeedsWithout(attack, others))
                    .as("with '%s' alone", wall.guard())
                    .isFalse();
            for (String removal : wall.removals()) {
                List<String> all =
                        Stream.concat(others.stream(), Stream.of(removal)).toList();
                assertThat(succeedsWithout(attack, all)).as("after %s", all).isTrue();
            }
        }
    }

    /** The owner has a policy that shows it everything; forcing is what makes it need one. */
    @Test
    void theOwnerIsUnderRowSecurityBecauseItIsForced() throws SQLException {
        List<String> visible = new ArrayList<>();
        try (Session owner =
                Session.intruding(admin, "ch_owner", List.of("DROP POLICY owner_all ON public.sessions"))) {
            visible.addAll(owner.read("SELECT 1 FROM public.sessions"));
        }
        assertThat(visible).isEmpty();
        try (Session owner = Session.intruding(
                admin,
                "ch_owner",
                List.of(
                        "DROP POLICY owner_all ON public.sessions",
                        "ALTER TABLE public.sessions NO FORCE ROW LEVEL SECURITY"))) {
            visible.addAll(owner.read("SELECT 1 FROM public.sessions"));
        }
        assertThat(visible).as("without FORCE").isNotEmpty();
    }

    @Test
    void everyWallStandsInTheDocument() throws Exception {
        Set<String> guards = new HashSet<>();
        attacks().forEach(attack -> attack.walls().forEach(wall -> guards.add(wall.guard())));
        String document = IsolationDocument.text();
        assertThat(guards).allSatisfy(guard -> assertThat(document).contains("| " + guard + " |"));
    }

    private boolean succeedsWithout(DatabaseAttack attack, List<String> removals) throws SQLException {
        try (Session intruder = Session.intruding(admin, attack.role(), removals)) {
            return attack.move().getsThrough(intruder);
        }
    }
}
