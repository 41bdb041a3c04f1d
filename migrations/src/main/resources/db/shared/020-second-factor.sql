--liquibase formatted sql

--changeset countinghouse:020-second-factors
-- What a user shows besides his password: codes of a secret that his telephone keeps. The secret is sealed with the master
-- key; until it is confirmed by a first code it protects nothing. A code is good once: last_step is the newest one accepted.
CREATE TABLE second_factors (
    user_id         uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    sealed_secret   bytea       NOT NULL,
    created_at      timestamptz NOT NULL,
    confirmed_at    timestamptz,
    last_step       bigint      NOT NULL DEFAULT 0,
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0), -- since the last right one
    next_attempt_at timestamptz NOT NULL
);
-- For who lost the telephone. Good once: using one deletes it.
CREATE TABLE recovery_codes (
    user_id   uuid  NOT NULL REFERENCES second_factors ON DELETE CASCADE,
    code_hash bytea NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
-- Somebody has shown the first factor and is asked for the second. Good once: using one deletes it.
CREATE TABLE login_challenges (
    token_hash    bytea PRIMARY KEY,
    user_id       uuid        NOT NULL REFERENCES second_factors ON DELETE CASCADE,
    tenant_id     uuid        NOT NULL REFERENCES tenants,
    attempts_left integer     NOT NULL CHECK (attempts_left >= 0),
    expires_at    timestamptz NOT NULL
);
CREATE INDEX login_challenges_user ON login_challenges (user_id);
ALTER TABLE second_factors ENABLE ROW LEVEL SECURITY;
ALTER TABLE second_factors FORCE ROW LEVEL SECURITY;
ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_codes FORCE ROW LEVEL SECURITY;
ALTER TABLE login_challenges ENABLE ROW LEVEL SECURITY;
ALTER TABLE login_challenges FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON second_factors TO ch_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON recovery_codes TO ch_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON login_challenges TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE,
    UPDATE (sealed_secret, created_at, confirmed_at, last_step, attempts, next_attempt_at) ON second_factors TO ch_identity;
GRANT SELECT, INSERT, DELETE ON recovery_codes TO ch_identity;
GRANT SELECT, INSERT, UPDATE (attempts_left), DELETE ON login_challenges TO ch_identity;
CREATE POLICY identity_all ON second_factors TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON recovery_codes TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON login_challenges TO ch_identity USING (true) WITH CHECK (true);
-- A tenant sees which of its members have one, never the secret, and takes away that of who lost it.
GRANT SELECT (user_id, confirmed_at), DELETE ON second_factors TO ch_tenant;
CREATE POLICY tenant_own ON second_factors TO ch_tenant
    USING (user_id IN (SELECT m.user_id FROM public.memberships m JOIN public.tenants t ON t.id = m.tenant_id WHERE t.schema_name = current_user));
-- When its user showed who he is; null for one that was begun out of another one, by going to another tenant.
ALTER TABLE sessions ADD COLUMN authenticated_at timestamptz;

--changeset countinghouse:020-who-needs-one
-- Roles whose members have to have a second factor; null while the tenant has not said, then the server's setting holds.
ALTER TABLE tenants
    ADD COLUMN mfa_roles text[] CHECK (cardinality(mfa_roles) <= 100),
    ADD COLUMN mfa_since timestamptz NOT NULL DEFAULT now(); -- when a role was last added: members have time from then on
GRANT SELECT (mfa_roles, mfa_since) ON tenants TO ch_identity;
GRANT UPDATE (mfa_roles, mfa_since) ON tenants TO ch_tenant;
