--liquibase formatted sql

--changeset countinghouse:004-row-security splitStatements:false
-- Row-level security on every shared table, forced on the owner too; ch_owner (migrations, making a tenant) sees all rows by a policy of its own.
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['tenants', 'tenant_template', 'plans', 'subscriptions', 'users', 'memberships', 'sessions',
                             'revoked_tokens', 'api_keys', 'signing_keys', 'due_work'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY owner_all ON public.%I TO ch_owner USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;

--changeset countinghouse:004-schema-usage
GRANT USAGE ON SCHEMA public TO ch_identity, ch_worker, ch_platform, ch_tenant;

--changeset countinghouse:004-identity
-- Before the tenant is known: login, key look-up, tokens.
GRANT SELECT (id, slug, schema_name, name, status, test_clock, time_zone, currency) ON tenants TO ch_identity;
GRANT SELECT, UPDATE (password_hash, version) ON users TO ch_identity;
GRANT SELECT ON memberships TO ch_identity;
GRANT SELECT, INSERT, UPDATE (refresh_hash, refreshed_at, expires_at, ended_at, end_reason) ON sessions TO ch_identity;
GRANT SELECT, INSERT, DELETE ON revoked_tokens TO ch_identity;
GRANT SELECT, UPDATE (last_used_at) ON api_keys TO ch_identity;
GRANT SELECT, INSERT, UPDATE (retired_at) ON signing_keys TO ch_identity;
CREATE POLICY identity_read ON tenants FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_read ON users FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_rehash ON users FOR UPDATE TO ch_identity USING (true);
CREATE POLICY identity_read ON memberships FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_all ON sessions TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON revoked_tokens TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_read ON api_keys FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_touch ON api_keys FOR UPDATE TO ch_identity USING (true);
CREATE POLICY identity_all ON signing_keys TO ch_identity USING (true) WITH CHECK (true);

--changeset countinghouse:004-worker
-- Claims and completes due work; learns of a tenant no more than its name and schema.
GRANT SELECT (id, slug, schema_name, status) ON tenants TO ch_worker;
GRANT SELECT, UPDATE (due_at, lease_until, lease_token, attempts, last_error) ON due_work TO ch_worker;
CREATE POLICY worker_read ON tenants FOR SELECT TO ch_worker USING (true);
CREATE POLICY worker_read ON due_work FOR SELECT TO ch_worker USING (true);
CREATE POLICY worker_update ON due_work FOR UPDATE TO ch_worker USING (true);

--changeset countinghouse:004-platform
-- Operators: the registry and the tiers, nothing inside a tenant.
GRANT SELECT, UPDATE (status, version) ON tenants TO ch_platform;
GRANT SELECT, INSERT, UPDATE ON plans TO ch_platform;
GRANT SELECT, INSERT, UPDATE (status) ON subscriptions TO ch_platform;
GRANT SELECT ON due_work TO ch_platform;
CREATE POLICY platform_read ON tenants FOR SELECT TO ch_platform USING (true);
CREATE POLICY platform_update ON tenants FOR UPDATE TO ch_platform USING (true);
CREATE POLICY platform_all ON plans TO ch_platform USING (true) WITH CHECK (true);
CREATE POLICY platform_all ON subscriptions TO ch_platform USING (true) WITH CHECK (true);
CREATE POLICY platform_read ON due_work FOR SELECT TO ch_platform USING (true);

--changeset countinghouse:004-tenant
-- ch_tenant is the group of all tenant_<slug> roles; a policy shows each its own rows: the role's name is the schema's name.
GRANT SELECT, UPDATE (name, time_zone, currency, net_terms_days, test_clock, version) ON tenants TO ch_tenant;
GRANT SELECT ON plans, subscriptions TO ch_tenant;
GRANT SELECT (id, email, name, status, version, created_at), UPDATE (name, version) ON users TO ch_tenant;
GRANT SELECT ON memberships TO ch_tenant;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON api_keys TO ch_tenant;
GRANT SELECT, UPDATE (due_at, business_clock) ON due_work TO ch_tenant;
CREATE POLICY tenant_own ON tenants TO ch_tenant USING (schema_name = current_user) WITH CHECK (schema_name = current_user);
CREATE POLICY tenant_read ON plans FOR SELECT TO ch_tenant USING (true);
CREATE POLICY tenant_own ON subscriptions TO ch_tenant USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
CREATE POLICY tenant_own ON memberships TO ch_tenant USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
CREATE POLICY tenant_own ON users TO ch_tenant
    USING (id IN (SELECT m.user_id FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id WHERE t.schema_name = current_user));
CREATE POLICY tenant_own ON api_keys TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
CREATE POLICY tenant_own ON due_work TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
