--liquibase formatted sql

--changeset countinghouse:019-support-access
-- An operator may work in one tenant for a while, with a reason. ch_platform asks; the tenant's own role opens and ends it, in the
-- transaction that writes its audit log: nobody gets in without an entry.
CREATE TABLE support_accesses (
    id          uuid PRIMARY KEY,
    tenant_id   uuid         NOT NULL REFERENCES tenants,
    operator_id uuid         NOT NULL REFERENCES platform_keys,
    operator    varchar(64)  NOT NULL,
    reason      varchar(500) NOT NULL CHECK (btrim(reason) <> ''),
    permissions text[]       NOT NULL CHECK (cardinality(permissions) BETWEEN 1 AND 100),
    key_id      varchar(8)   NOT NULL UNIQUE,
    secret_hash bytea        NOT NULL,
    asked_at    timestamptz  NOT NULL DEFAULT now(),
    expires_at  timestamptz  NOT NULL,
    opened_at   timestamptz,
    ended_at    timestamptz,
    ended_by    varchar(254),
    CHECK (expires_at <= asked_at + interval '8 hours'),
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX support_accesses_tenant ON support_accesses (tenant_id, id);
CREATE INDEX support_accesses_operator ON support_accesses (operator_id);
ALTER TABLE support_accesses ENABLE ROW LEVEL SECURITY;
ALTER TABLE support_accesses FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON support_accesses TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT (id, tenant_id, operator_id, operator, reason, permissions, asked_at, expires_at, opened_at, ended_at, ended_by),
    INSERT (id, tenant_id, operator_id, operator, reason, permissions, key_id, secret_hash, expires_at)
    ON support_accesses TO ch_platform;
GRANT SELECT ON support_accesses TO ch_identity;
GRANT SELECT (id, tenant_id, operator_id, operator, reason, permissions, asked_at, expires_at, opened_at, ended_at, ended_by),
    UPDATE (opened_at, ended_at, ended_by) ON support_accesses TO ch_tenant;
CREATE POLICY platform_read ON support_accesses FOR SELECT TO ch_platform USING (true);
CREATE POLICY platform_ask ON support_accesses FOR INSERT TO ch_platform WITH CHECK (true);
CREATE POLICY identity_read ON support_accesses FOR SELECT TO ch_identity USING (true);
CREATE POLICY tenant_own ON support_accesses TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
