--liquibase formatted sql

--changeset countinghouse:005-registry
-- archived: its books are in an archive alone. erased: the row stays so that the slug is never given to somebody else.
ALTER TABLE tenants DROP CONSTRAINT tenants_status_check;
ALTER TABLE tenants
    ADD CONSTRAINT tenants_status_check CHECK (status IN ('active', 'suspended', 'archived', 'erased')),
    ADD COLUMN status_reason       varchar(500),
    ADD COLUMN kind                varchar(8) NOT NULL DEFAULT 'live' CHECK (kind IN ('live', 'sandbox')),
    ADD COLUMN source_tenant_id    uuid REFERENCES tenants, -- whose copy a sandbox is
    ADD COLUMN branding            jsonb      NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(branding) = 'object'),
    ADD COLUMN storage_bytes       bigint     NOT NULL DEFAULT 0 CHECK (storage_bytes >= 0),
    ADD COLUMN storage_measured_at timestamptz,
    ADD CONSTRAINT tenants_sandbox_has_a_source CHECK ((kind = 'sandbox') = (source_tenant_id IS NOT NULL)),
    ADD CONSTRAINT tenants_sandbox_has_its_own_clock CHECK (kind = 'live' OR test_clock IS NOT NULL);
CREATE INDEX tenants_source ON tenants (source_tenant_id) WHERE source_tenant_id IS NOT NULL;

--changeset countinghouse:005-platform-keys
-- Credentials of the platform's operators: ch_ops_<8 id>_<32 secret>_<8 checksum>, stored as a hash. They open no tenant's books.
CREATE TABLE platform_keys (
    id           uuid PRIMARY KEY,
    name         varchar(200) NOT NULL,
    key_id       varchar(8)   NOT NULL UNIQUE,
    prefix       varchar(12)  NOT NULL,
    secret_hash  bytea        NOT NULL,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);

--changeset countinghouse:005-jobs
-- Long work on one tenant: queued, claimed with a lease as due work is, done step by step so that another replica can go on.
CREATE TABLE jobs (
    id               uuid PRIMARY KEY,
    tenant_id        uuid        NOT NULL REFERENCES tenants,
    kind             varchar(24) NOT NULL CHECK (kind IN ('backup', 'export', 'restore', 'clone', 'archive', 'unarchive', 'erase_customer', 'erase_tenant')),
    state            varchar(12) NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
    parameters       jsonb       NOT NULL DEFAULT '{}',
    step             varchar(32) NOT NULL DEFAULT '',
    done             bigint      NOT NULL DEFAULT 0 CHECK (done >= 0),
    total            bigint      CHECK (total >= 0),
    errors           jsonb       NOT NULL DEFAULT '[]',
    result           jsonb,
    requested_by     varchar(320) NOT NULL,
    cancel_requested boolean     NOT NULL DEFAULT false,
    attempts         integer     NOT NULL DEFAULT 0,
    lease_until      timestamptz,
    lease_token      uuid,
    created_at       timestamptz NOT NULL DEFAULT now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    CHECK ((lease_until IS NULL) = (lease_token IS NULL)),
    CHECK ((finished_at IS NULL) = (state IN ('queued', 'running')))
);
CREATE UNIQUE INDEX jobs_one_running ON jobs (tenant_id) WHERE state = 'running'; -- one slot a tenant
CREATE INDEX jobs_open ON jobs (created_at) WHERE state IN ('queued', 'running');
CREATE INDEX jobs_tenant ON jobs (tenant_id, id);

--changeset countinghouse:005-archives
-- One archive file of one tenant; where it lies follows from its ids.
CREATE TABLE archives (
    id             uuid PRIMARY KEY,
    tenant_id      uuid        NOT NULL REFERENCES tenants,
    job_id         uuid        NOT NULL REFERENCES jobs,
    purpose        varchar(8)  NOT NULL CHECK (purpose IN ('backup', 'export', 'archive', 'clone')),
    schema_version varchar(64) NOT NULL,
    taken_at       timestamptz NOT NULL, -- the moment of the snapshot
    bytes          bigint      NOT NULL CHECK (bytes > 0),
    sha256         varchar(64) NOT NULL,
    expires_at     timestamptz,
    deleted_at     timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX archives_tenant ON archives (tenant_id, id);
CREATE INDEX archives_expiry ON archives (expires_at) WHERE deleted_at IS NULL;

--changeset countinghouse:005-erasures
-- Proof of what was erased: a statement and the platform's signature over it (compact JWS), checked with the published keys.
CREATE TABLE erasures (
    id          uuid PRIMARY KEY,
    tenant_id   uuid        NOT NULL REFERENCES tenants,
    job_id      uuid        NOT NULL UNIQUE REFERENCES jobs,
    subject     varchar(8)  NOT NULL CHECK (subject IN ('customer', 'tenant')),
    subject_id  uuid        NOT NULL,
    certificate text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX erasures_tenant ON erasures (tenant_id, id);

--changeset countinghouse:005-row-security splitStatements:false
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['platform_keys', 'jobs', 'archives', 'erasures'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY owner_all ON public.%I TO ch_owner USING (true) WITH CHECK (true)', t);
    END LOOP;
END $$;

--changeset countinghouse:005-rights
GRANT SELECT (kind, schema_version) ON tenants TO ch_identity, ch_worker;
GRANT SELECT (storage_bytes) ON tenants TO ch_identity, ch_worker;
GRANT SELECT ON plans, subscriptions TO ch_identity, ch_worker; -- a tenant's tier and its limits
GRANT UPDATE (storage_bytes, storage_measured_at) ON tenants TO ch_worker;
GRANT UPDATE (status_reason) ON tenants TO ch_platform;
GRANT UPDATE (branding) ON tenants TO ch_tenant;
CREATE POLICY identity_read ON plans FOR SELECT TO ch_identity, ch_worker USING (true);
CREATE POLICY identity_read ON subscriptions FOR SELECT TO ch_identity, ch_worker USING (true);
CREATE POLICY worker_measure ON tenants FOR UPDATE TO ch_worker USING (true);

GRANT SELECT, UPDATE (last_used_at) ON platform_keys TO ch_identity;
GRANT SELECT, INSERT, UPDATE (revoked_at) ON platform_keys TO ch_platform;
CREATE POLICY identity_read ON platform_keys FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_touch ON platform_keys FOR UPDATE TO ch_identity USING (true);
CREATE POLICY platform_all ON platform_keys TO ch_platform USING (true) WITH CHECK (true);

GRANT SELECT, UPDATE (state, step, done, total, errors, result, attempts, lease_until, lease_token, started_at, finished_at) ON jobs TO ch_worker;
GRANT SELECT, INSERT (id, tenant_id, kind, parameters, requested_by), UPDATE (cancel_requested) ON jobs TO ch_platform, ch_tenant;
CREATE POLICY worker_read ON jobs FOR SELECT TO ch_worker USING (true);
CREATE POLICY worker_update ON jobs FOR UPDATE TO ch_worker USING (true);
CREATE POLICY platform_all ON jobs TO ch_platform USING (true) WITH CHECK (true);
-- A tenant sees all that is done to it, and may ask for what concerns its own data alone.
CREATE POLICY tenant_own ON jobs TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user)
        AND kind IN ('export', 'clone', 'erase_customer'));

GRANT SELECT, INSERT, UPDATE (deleted_at) ON archives TO ch_worker;
GRANT SELECT ON archives TO ch_platform, ch_tenant;
CREATE POLICY worker_all ON archives TO ch_worker USING (true) WITH CHECK (true);
CREATE POLICY platform_read ON archives FOR SELECT TO ch_platform USING (true);
CREATE POLICY tenant_own ON archives FOR SELECT TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user) AND purpose = 'export');

GRANT INSERT, SELECT ON erasures TO ch_worker;
GRANT SELECT ON erasures TO ch_platform, ch_tenant;
CREATE POLICY worker_all ON erasures TO ch_worker USING (true) WITH CHECK (true);
CREATE POLICY platform_read ON erasures FOR SELECT TO ch_platform USING (true);
CREATE POLICY tenant_own ON erasures FOR SELECT TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
