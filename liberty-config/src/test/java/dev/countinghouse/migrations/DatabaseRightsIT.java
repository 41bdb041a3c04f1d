package dev.countinghouse.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every right of every role, written down and compared with the catalog. Who adds a table or a grant adds a line here,
 * and so says that it was meant.
 */
class DatabaseRightsIT {

    private static final String TENANT = "tenant_rights";

    private static final String ROLES = """
            ch_app: LOGIN NOINHERIT, search_path="$user"
            ch_identity: INHERIT
            ch_owner: LOGIN INHERIT CREATEROLE, search_path=""
            ch_platform: INHERIT
            ch_tenant: INHERIT
            ch_tenants_0: INHERIT
            ch_tenants_1: INHERIT
            ch_tenants_2: INHERIT
            ch_tenants_3: INHERIT
            ch_tenants_4: INHERIT
            ch_tenants_5: INHERIT
            ch_tenants_6: INHERIT
            ch_tenants_7: INHERIT
            ch_tenants_8: INHERIT
            ch_tenants_9: INHERIT
            ch_tenants_a: INHERIT
            ch_tenants_b: INHERIT
            ch_tenants_c: INHERIT
            ch_tenants_d: INHERIT
            ch_tenants_e: INHERIT
            ch_tenants_f: INHERIT
            ch_worker: INHERIT
            tenant_rights: INHERIT
            """;

    /** ADMIN is what PostgreSQL gives the maker of a role: to give it away, not to use it. */
    private static final String MEMBERS = """
            ch_app may become ch_identity
            ch_app may become ch_platform
            ch_app may become ch_worker
            ch_app may become tenant_rights
            ch_owner administers ch_app
            ch_owner administers ch_identity
            ch_owner administers ch_platform
            ch_owner administers ch_tenant
            ch_owner administers ch_tenants_0
            ch_owner administers ch_tenants_1
            ch_owner administers ch_tenants_2
            ch_owner administers ch_tenants_3
            ch_owner administers ch_tenants_4
            ch_owner administers ch_tenants_5
            ch_owner administers ch_tenants_6
            ch_owner administers ch_tenants_7
            ch_owner administers ch_tenants_8
            ch_owner administers ch_tenants_9
            ch_owner administers ch_tenants_a
            ch_owner administers ch_tenants_b
            ch_owner administers ch_tenants_c
            ch_owner administers ch_tenants_d
            ch_owner administers ch_tenants_e
            ch_owner administers ch_tenants_f
            ch_owner administers ch_worker
            ch_owner administers tenant_rights
            ch_tenants_0 inherits ch_tenant
            ch_tenants_1 inherits ch_tenant
            ch_tenants_2 inherits ch_tenant
            ch_tenants_3 inherits ch_tenant
            ch_tenants_4 inherits ch_tenant
            ch_tenants_5 inherits ch_tenant
            ch_tenants_6 inherits ch_tenant
            ch_tenants_7 inherits ch_tenant
            ch_tenants_8 inherits ch_tenant
            ch_tenants_9 inherits ch_tenant
            ch_tenants_a inherits ch_tenant
            ch_tenants_b inherits ch_tenant
            ch_tenants_c inherits ch_tenant
            ch_tenants_d inherits ch_tenant
            ch_tenants_e inherits ch_tenant
            ch_tenants_f inherits ch_tenant
            tenant_rights inherits ch_tenants_c
            """;

    private static final String GRANTS = """
            ch_app: database: CONNECT
            ch_identity: public.account_requests: DELETE, INSERT, SELECT, UPDATE (created_at)
            ch_identity: public.api_keys: SELECT, UPDATE (last_used_at)
            ch_identity: public.invitations: SELECT, UPDATE (accepted_by)
            ch_identity: public.login_challenges: DELETE, INSERT, SELECT, UPDATE (attempts_left)
            ch_identity: public.mails: INSERT (id, recipient, sealed_body, subject, tenant_id, user_id)
            ch_identity: public.memberships: SELECT
            ch_identity: public.plans: SELECT
            ch_identity: public.platform_keys: SELECT, UPDATE (last_used_at)
            ch_identity: public.provisioning_keys: SELECT, UPDATE (last_used_at)
            ch_identity: public.provisioning_nonces: DELETE, INSERT, SELECT
            ch_identity: public.provisionings: SELECT
            ch_identity: public.recovery_codes: DELETE, INSERT, SELECT
            ch_identity: public.revoked_tokens: DELETE, INSERT, SELECT
            ch_identity: public.roles: SELECT
            ch_identity: public.second_factors: DELETE, INSERT, SELECT, UPDATE (attempts, confirmed_at, created_at, last_step, next_attempt_at, sealed_secret)
            ch_identity: public.sessions: INSERT, SELECT, UPDATE (end_reason, ended_at, expires_at, refresh_hash, refreshed_at)
            ch_identity: public.signing_keys: INSERT, SELECT, UPDATE (compromised, retired_at)
            ch_identity: public.sso_codes: DELETE, INSERT, SELECT
            ch_identity: public.sso_configurations: SELECT
            ch_identity: public.sso_group_roles: SELECT
            ch_identity: public.sso_identities: INSERT, SELECT, UPDATE (last_login_at)
            ch_identity: public.sso_logins: DELETE, INSERT, SELECT
            ch_identity: public.subscriptions: SELECT
            ch_identity: public.support_accesses: SELECT
            ch_identity: public.tenants: SELECT (currency, id, kind, mfa_roles, mfa_since, name, schema_name, schema_version, slug, source_tenant_id, status, storage_bytes, test_clock, time_zone)
            ch_identity: public.user_tokens: DELETE, INSERT, SELECT
            ch_identity: public.users: INSERT (email, email_verified_at, id, name, password_hash), SELECT, UPDATE (email_verified_at, password_hash, version)
            ch_identity: schema public: USAGE
            ch_platform: public.archives: SELECT
            ch_platform: public.due_work: SELECT
            ch_platform: public.erasures: SELECT
            ch_platform: public.jobs: INSERT (id, kind, parameters, requested_by, tenant_id), SELECT, UPDATE (cancel_requested)
            ch_platform: public.migration_runs: SELECT, UPDATE (pause_requested)
            ch_platform: public.plans: INSERT, SELECT, UPDATE
            ch_platform: public.platform_keys: INSERT, SELECT, UPDATE (revoked_at)
            ch_platform: public.provisioning_keys: INSERT (external_platform_id, id, name, sealed_secret), SELECT (created_at, external_platform_id, id, last_used_at, name, revoked_at), UPDATE (revoked_at)
            ch_platform: public.subscriptions: INSERT, SELECT, UPDATE (status)
            ch_platform: public.support_accesses: INSERT (expires_at, id, key_id, operator, operator_id, permissions, reason, secret_hash, tenant_id), SELECT (asked_at, ended_at, ended_by, expires_at, id, opened_at, operator, operator_id, permissions, reason, tenant_id)
            ch_platform: public.tenant_migrations: SELECT
            ch_platform: public.tenants: SELECT, UPDATE (status, status_reason, version)
            ch_platform: schema public: USAGE
            ch_tenant: public.api_keys: INSERT, SELECT, UPDATE (expires_at, replaced_by, revoked_at)
            ch_tenant: public.archives: SELECT
            ch_tenant: public.due_work: SELECT, UPDATE (business_clock, due_at)
            ch_tenant: public.erasures: SELECT
            ch_tenant: public.invitations: INSERT (created_at, email, expires_at, id, invited_by, role, tenant_id, token_hash), SELECT (accepted_by, created_at, email, expires_at, id, invited_by, joined_at, revoked_at, role, tenant_id), UPDATE (joined_at, revoked_at)
            ch_tenant: public.jobs: INSERT (id, kind, parameters, requested_by, tenant_id), SELECT, UPDATE (cancel_requested)
            ch_tenant: public.mails: INSERT (id, recipient, sealed_body, subject, tenant_id, user_id), SELECT (id, last_error, state, tenant_id)
            ch_tenant: public.memberships: DELETE, INSERT (role, tenant_id, user_id), SELECT, UPDATE (role)
            ch_tenant: public.payment_gateways: DELETE, INSERT, SELECT, UPDATE (account, collection, connected_at, held_since, livemode, publishable_key, sealed_secret_key, sealed_webhook_secret, secret_key_last4, version, webhook_secret_last4)
            ch_tenant: public.plans: SELECT
            ch_tenant: public.provisionings: SELECT, UPDATE (api_key_id)
            ch_tenant: public.roles: DELETE, INSERT, SELECT, UPDATE (name, permissions, version)
            ch_tenant: public.second_factors: DELETE, SELECT (confirmed_at, user_id)
            ch_tenant: public.sessions: SELECT (end_reason, ended_at, id, tenant_id, user_id), UPDATE (end_reason, ended_at)
            ch_tenant: public.sso_configurations: DELETE, INSERT (client_id, creates_users, default_role, email_domains, enabled, groups_claim, issuer, required, scopes, sealed_secret, tenant_id, updated_at), SELECT (client_id, creates_users, default_role, email_domains, enabled, groups_claim, issuer, required, scopes, tenant_id, updated_at, version), UPDATE (client_id, creates_users, default_role, email_domains, enabled, groups_claim, issuer, required, scopes, sealed_secret, updated_at, version)
            ch_tenant: public.sso_group_roles: DELETE, INSERT (group_name, position, role, tenant_id), SELECT (group_name, position, role, tenant_id)
            ch_tenant: public.sso_identities: DELETE, SELECT (tenant_id, user_id)
            ch_tenant: public.subscriptions: SELECT
            ch_tenant: public.support_accesses: SELECT (asked_at, ended_at, ended_by, expires_at, id, opened_at, operator, operator_id, permissions, reason, tenant_id), UPDATE (ended_at, ended_by, opened_at)
            ch_tenant: public.tenants: SELECT, UPDATE (branding, currency, grace_period_days, locale, mfa_roles, mfa_since, name, net_terms_days, seller, skip_zero_invoices, test_clock, time_zone, usage_retention_months, version)
            ch_tenant: public.tier_usage: INSERT (counted_before, events, month, tenant_id), SELECT, UPDATE (counted_before, events, told)
            ch_tenant: public.users: SELECT (created_at, email, email_verified_at, id, name, status, version), UPDATE (name, version)
            ch_tenant: public.webhook_deliveries: INSERT (endpoint_id, event_id, event_type, subject_id, tenant_id), SELECT, UPDATE (attempts, finished_at, last_attempt_at, last_error, last_millis, last_status, next_attempt_at, state)
            ch_tenant: public.webhook_endpoints: INSERT (created_at, description, disabled_because, event_types, id, last_success_at, old_secret_until, sealed_old_secret, sealed_secret, status, tenant_id, url, version), SELECT, UPDATE (description, disabled_because, event_types, last_success_at, old_secret_until, sealed_old_secret, sealed_secret, status, url, version)
            ch_tenant: schema public: USAGE
            ch_worker: public.archives: INSERT, SELECT, UPDATE (deleted_at)
            ch_worker: public.due_work: SELECT, UPDATE (attempts, due_at, last_error, lease_token, lease_until, served_at)
            ch_worker: public.erasures: SELECT, UPDATE (certificate)
            ch_worker: public.jobs: SELECT, UPDATE (attempts, done, errors, finished_at, lease_token, lease_until, result, started_at, state, step, total)
            ch_worker: public.mails: DELETE, SELECT, UPDATE (attempts, finished_at, last_error, next_try_at, sealed_body, state)
            ch_worker: public.plans: SELECT
            ch_worker: public.subscriptions: SELECT
            ch_worker: public.tenants: SELECT (id, kind, schema_name, schema_version, slug, status, storage_bytes, storage_measured_at), UPDATE (storage_bytes, storage_measured_at)
            ch_worker: public.webhook_deliveries: DELETE, SELECT (endpoint_id, event_id, next_attempt_at, state)
            ch_worker: public.webhook_endpoints: SELECT (id, lease_token, lease_until, served_at, status, tenant_id), UPDATE (lease_token, lease_until, served_at)
            ch_worker: schema public: USAGE
            tenant_rights: schema tenant_rights: USAGE
            tenant_rights: tenant_rights.add_ons: INSERT, SELECT, UPDATE (amount_minor, archived_at, currency, description, name, tax_rates, version)
            tenant_rights: tenant_rights.advance_usage: DELETE, INSERT, SELECT, UPDATE (due_at)
            tenant_rights: tenant_rights.applied_coupons: INSERT, SELECT, UPDATE (end_sequence, removed_at, used_minor, uses, version)
            tenant_rights: tenant_rights.audit_log: INSERT, SELECT
            tenant_rights: tenant_rights.audit_seals: INSERT, SELECT
            tenant_rights: tenant_rights.billable_metrics: INSERT, SELECT, UPDATE (name, unit, version)
            tenant_rights: tenant_rights.billing_runs: INSERT, SELECT, UPDATE (error, invoices, parked, state, updated_at)
            tenant_rights: tenant_rights.coupons: INSERT, SELECT, UPDATE (archived_at, expires_at, max_redemptions, max_redemptions_per_customer, name, version)
            tenant_rights: tenant_rights.credit_balances: INSERT, SELECT, UPDATE (amount_minor)
            tenant_rights: tenant_rights.credit_note_lines: INSERT, SELECT
            tenant_rights: tenant_rights.credit_notes: INSERT, SELECT
            tenant_rights: tenant_rights.custom_data: DELETE, INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.customer_mails: INSERT, SELECT, UPDATE (finished_at, handed_at, language, next_try_at, reason, recipient, state, subject, tries, version)
            tenant_rights: tenant_rights.customers: INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.dated_changes: INSERT, SELECT, UPDATE (failure, settled_at, state, version)
            tenant_rights: tenant_rights.dunning_campaigns: INSERT, SELECT, UPDATE (is_default, minimums, name, since, steps, until, version)
            tenant_rights: tenant_rights.dunning_steps: INSERT, SELECT
            tenant_rights: tenant_rights.features: INSERT, SELECT, UPDATE (archived_at, description, name, version)
            tenant_rights: tenant_rights.gateway_events: INSERT, SELECT
            tenant_rights: tenant_rights.idempotency_keys: DELETE, INSERT, SELECT
            tenant_rights: tenant_rights.invoice_lines: INSERT, SELECT
            tenant_rights: tenant_rights.invoices: INSERT, SELECT, UPDATE (closed_at, closed_on, closing_id, closing_reason, credited_minor, deferred_until, paid_minor, recovered_minor, refunded_minor, replaced_by_id, returned_minor, status, version, written_off_minor)
            tenant_rights: tenant_rights.ledger_accounts: DELETE, INSERT, SELECT, UPDATE (name, number)
            tenant_rights: tenant_rights.legal_entities: INSERT, SELECT, UPDATE (archived_at, seller, version)
            tenant_rights: tenant_rights.mail_settings: INSERT, SELECT, UPDATE (from_address, from_name, held_since, kinds, payment_page, reply_to, version)
            tenant_rights: tenant_rights.mail_templates: INSERT, SELECT, UPDATE (subject, text, version)
            tenant_rights: tenant_rights.metered_spans: INSERT (billed_through, customer_id, metric_id, span, subscription_id), SELECT, UPDATE (billed_through, span)
            tenant_rights: tenant_rights.number_series: INSERT, SELECT, UPDATE (next_number, written)
            tenant_rights: tenant_rights.outbox: INSERT, SELECT, UPDATE (published_at)
            tenant_rights: tenant_rights.payment_attempts: INSERT, SELECT, UPDATE (amount_minor, begun_at, checks, code, gateway_customer, gateway_reference, message, method_reference, next_check_at, payment_id, status, version)
            tenant_rights: tenant_rights.payment_links: INSERT, SELECT, UPDATE (begun_at, checks, code, expires_at, gateway_reference, message, next_check_at, payment_id, status, url, version)
            tenant_rights: tenant_rights.payment_methods: INSERT, SELECT, UPDATE (detached_at, is_default, version)
            tenant_rights: tenant_rights.payment_reminders: INSERT, SELECT
            tenant_rights: tenant_rights.payments: INSERT, SELECT
            tenant_rights: tenant_rights.plan_drafts: DELETE, INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.plan_entitlements: INSERT, SELECT
            tenant_rights: tenant_rights.plan_versions: INSERT, SELECT, UPDATE (archived_at)
            tenant_rights: tenant_rights.plans: DELETE, INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.refunds: INSERT, SELECT, UPDATE (begun_at, checks, code, failure_id, failure_on, gateway_reference, kept_minor, message, next_check_at, outcome_id, outcome_on, status, version)
            tenant_rights: tenant_rights.revenue_recognition: INSERT, SELECT, UPDATE (through)
            tenant_rights: tenant_rights.row_history: INSERT, SELECT
            tenant_rights: tenant_rights.subscription_items: INSERT, SELECT
            tenant_rights: tenant_rights.subscription_quantities: INSERT, SELECT
            tenant_rights: tenant_rights.subscriptions: INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.tax_rates: INSERT, SELECT, UPDATE (archived_at, name, version)
            tenant_rights: tenant_rights.transfers: INSERT, SELECT
            tenant_rights: tenant_rights.usage_alerts: INSERT, SELECT, UPDATE (archived_at, hard, recipients, thresholds, usage_limit, version)
            tenant_rights: tenant_rights.usage_alerts_reached: INSERT, SELECT
            tenant_rights: tenant_rights.usage_amendments: INSERT, SELECT
            tenant_rights: tenant_rights.usage_deleted: SELECT
            tenant_rights: tenant_rights.usage_errors: INSERT, SELECT, UPDATE (closed_at, code, event_id, field, message, state, version)
            tenant_rights: tenant_rights.usage_events: INSERT, SELECT
            tenant_rights: tenant_rights.usage_imports: INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.usage_intake: INSERT, SELECT
            tenant_rights: tenant_rights.usage_late: DELETE, INSERT, SELECT
            tenant_rights: tenant_rights.usage_metrics: DELETE, INSERT, SELECT, UPDATE
            tenant_rights: tenant_rights.usage_touched: DELETE, INSERT, SELECT
            tenant_rights: tenant_rights.wallet_top_up_rules: INSERT, SELECT, UPDATE (ended_at, failed_at, failure, next_at, next_on, retry_at, version)
            tenant_rights: tenant_rights.wallet_top_ups: INSERT, SELECT, UPDATE (left_minor, usable_at)
            tenant_rights: tenant_rights.wallet_transactions: INSERT, SELECT
            tenant_rights: tenant_rights.wallets: INSERT, SELECT, UPDATE (changed_at, name, priority, terminated_at, version)
            """;

    private static TestDatabase database;
    private static Connection owner;

    @BeforeAll
    static void makeTenant() throws SQLException {
        database = TestServers.freshDatabase();
        owner = database.owner();
        owner.setAutoCommit(false);
        TenantSchema.create(owner, TENANT);
        owner.commit();
        owner.setAutoCommit(true);
    }

    @AfterAll
    static void close() throws SQLException {
        owner.close();
    }

    @Test
    void theseAreTheRolesAndTheirAttributes() throws SQLException {
        assertThat(Catalog.lines(owner, """
                        SELECT concat(rolname, ': ', CASE WHEN rolcanlogin THEN 'LOGIN ' END,
                               CASE WHEN rolinherit THEN 'INHERIT' ELSE 'NOINHERIT' END,
                               CASE WHEN rolsuper THEN ' SUPERUSER' END, CASE WHEN rolcreaterole THEN ' CREATEROLE' END,
                               CASE WHEN rolcreatedb THEN ' CREATEDB' END, CASE WHEN rolreplication THEN ' REPLICATION' END,
                               CASE WHEN rolbypassrls THEN ' BYPASSRLS' END, ', ' || array_to_string(rolconfig, ', '))
                        FROM pg_roles WHERE rolname LIKE 'ch\\_%' OR rolname = ? ORDER BY rolname COLLATE "C"
                        """, TENANT))
                .containsExactlyElementsOf(ROLES.lines().toList());
    }

    @Test
    void theseAreTheMembershipsAndWhatTheyGive() throws SQLException {
        assertThat(Catalog.lines(owner, """
                        SELECT DISTINCT concat(m.rolname, CASE WHEN admin_option THEN ' administers' END,
                               CASE WHEN inherit_option THEN ' inherits' END, CASE WHEN set_option THEN ' may become' END,
                               ' ', r.rolname) COLLATE "C"
                        FROM pg_auth_members JOIN pg_roles r ON r.oid = roleid JOIN pg_roles m ON m.oid = member
                        WHERE (r.rolname LIKE 'ch\\_%' OR r.rolname = ?) AND (m.rolname LIKE 'ch\\_%' OR m.rolname = ?)
                        ORDER BY 1""", TENANT, TENANT))
                .containsExactlyElementsOf(MEMBERS.lines().toList());
    }

    @Test
    void theseAreAllRightsOnDatabaseSchemasTablesAndColumns() throws SQLException {
        assertThat(Catalog.rights(owner))
                .containsExactlyElementsOf(GRANTS.lines().toList());
    }

    @Test
    void theseAreTheRowPoliciesOfTheSharedTables() throws SQLException {
        assertThat(Catalog.lines(owner, """
                        SELECT format('%s: %s %s %s', tablename, policyname, cmd, array_to_string(roles, ' ')) FROM pg_policies
                        WHERE policyname <> 'owner_all' ORDER BY tablename, policyname"""))
                .containsExactlyElementsOf(RowPolicies.OF_SHARED_TABLES.lines().toList());
    }

    @Test
    void everySharedTableHasRowSecurityForcedOnItsOwnerToo() throws SQLException {
        assertThat(Catalog.lines(owner, """
                        SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                        AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (
                            SELECT FROM pg_policy WHERE polrelid = c.oid AND polname = 'owner_all'
                            AND polroles = ARRAY['ch_owner'::regrole::oid]))"""))
                .containsExactly("databasechangelog"); // nobody but ch_owner has any right on it
    }

    @Test
    void everySchemaTableAndFunctionBelongsToTheOwner() throws SQLException {
        assertThat(Catalog.lines(owner, """
                        SELECT DISTINCT pg_describe_object(classid, objid, objsubid) || ' of ' || refobjid::regrole
                        FROM pg_shdepend WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass
                        AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                        AND refobjid <> 'ch_owner'::regrole""")).isEmpty();
        assertThat(Catalog.lines(owner, "SELECT datdba::regrole FROM pg_database WHERE datname = current_database()"))
                .containsExactly("ch_owner");
    }

    @Test
    void theApplicationsLoginOwnsNothingOnTheWholeServer() throws SQLException {
        assertThat(Catalog.lines(owner, """
                        SELECT classid::regclass::text FROM pg_shdepend
                        WHERE deptype = 'o' AND refclassid = 'pg_authid'::regclass AND refobjid = 'ch_app'::regrole""")).isEmpty();
    }

    @Test
    void noRightIsGivenToObjectsThatAreYetToBeMade() throws SQLException {
        assertThat(Catalog.lines(owner, "SELECT oid::text FROM pg_default_acl")).isEmpty();
    }
}
