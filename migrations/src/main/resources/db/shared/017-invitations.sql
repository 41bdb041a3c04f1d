--liquibase formatted sql

--changeset countinghouse:017-invitations
-- Somebody is asked to become a member. Whoever has the token that was mailed can, once; of it only a hash is kept. ch_identity
-- notes who accepts, and the tenant then makes him a member: of the two steps the second can be done again.
CREATE TABLE invitations (
    id          uuid PRIMARY KEY,
    tenant_id   uuid         NOT NULL REFERENCES tenants,
    email       varchar(254) NOT NULL CHECK (email = lower(email)),
    role        varchar(32)  NOT NULL CHECK (role <> 'owner'),
    token_hash  bytea        NOT NULL UNIQUE,
    invited_by  uuid         NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at  timestamptz  NOT NULL,
    expires_at  timestamptz  NOT NULL,
    accepted_by uuid         REFERENCES users ON DELETE CASCADE,
    joined_at   timestamptz,
    revoked_at  timestamptz,
    CHECK (joined_at IS NULL OR revoked_at IS NULL),
    CHECK (joined_at IS NULL OR accepted_by IS NOT NULL)
);
CREATE UNIQUE INDEX invitations_open_once ON invitations (tenant_id, email) WHERE joined_at IS NULL AND revoked_at IS NULL;
CREATE INDEX invitations_tenant ON invitations (tenant_id, id);
CREATE INDEX invitations_invited_by ON invitations (invited_by);
CREATE INDEX invitations_accepted_by ON invitations (accepted_by);
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON invitations TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT (id, tenant_id, email, role, invited_by, created_at, expires_at, accepted_by, joined_at, revoked_at),
    INSERT (id, tenant_id, email, role, token_hash, invited_by, created_at, expires_at),
    UPDATE (joined_at, revoked_at) ON invitations TO ch_tenant;
GRANT SELECT, UPDATE (accepted_by) ON invitations TO ch_identity;
CREATE POLICY tenant_own ON invitations TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
CREATE POLICY identity_read ON invitations FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_accept ON invitations FOR UPDATE TO ch_identity USING (true);
-- That he has the token shows that the address is his.
GRANT INSERT (id, email, name, password_hash, email_verified_at) ON users TO ch_identity;
CREATE POLICY identity_join ON users FOR INSERT TO ch_identity WITH CHECK (true);
-- A membership shows a tenant a user: it makes one only of a user who accepted, as what he accepted to be.
GRANT INSERT (tenant_id, user_id, role) ON memberships TO ch_tenant;
CREATE POLICY tenant_join ON memberships AS RESTRICTIVE FOR INSERT TO ch_tenant
    WITH CHECK (EXISTS (SELECT FROM public.invitations i
                        WHERE i.tenant_id = memberships.tenant_id AND i.accepted_by = memberships.user_id
                          AND i.role = memberships.role AND i.joined_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()));
