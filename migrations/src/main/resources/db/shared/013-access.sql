--liquibase formatted sql

--changeset countinghouse:013-roles
-- A tenant's own roles, made of permissions. The built-in ones stand in the code, and their names are theirs.
CREATE TABLE roles (
    id          uuid PRIMARY KEY,
    tenant_id   uuid         NOT NULL REFERENCES tenants,
    code        varchar(32)  NOT NULL CHECK (code ~ '^[a-z][a-z0-9_-]{1,31}$'),
    name        varchar(200) NOT NULL,
    permissions text[]       NOT NULL CHECK (cardinality(permissions) BETWEEN 1 AND 100),
    version     integer      NOT NULL DEFAULT 0,
    created_at  timestamptz  NOT NULL,
    CONSTRAINT roles_code_key UNIQUE (tenant_id, code),
    CONSTRAINT roles_not_built_in CHECK (code NOT IN ('owner', 'admin', 'manager', 'member', 'viewer'))
);
-- A member has a built-in role or one of his tenant's: no other can be written, and none that somebody has can be deleted.
ALTER TABLE memberships
    DROP CONSTRAINT memberships_role_check,
    ALTER COLUMN role TYPE varchar(32);
ALTER TABLE memberships
    ADD COLUMN own_role varchar(32) GENERATED ALWAYS AS
        (CASE WHEN role IN ('owner', 'admin', 'manager', 'member', 'viewer') THEN NULL ELSE role END) STORED,
    ADD CONSTRAINT memberships_role_exists FOREIGN KEY (tenant_id, own_role) REFERENCES roles (tenant_id, code);
ALTER TABLE roles ENABLE ROW LEVEL SECURITY;
ALTER TABLE roles FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON roles TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT ON roles TO ch_identity;
GRANT SELECT, INSERT, UPDATE (name, permissions, version), DELETE ON roles TO ch_tenant;
CREATE POLICY identity_read ON roles FOR SELECT TO ch_identity USING (true);
CREATE POLICY tenant_own ON roles TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));

--changeset countinghouse:013-members
-- A tenant changes and ends its own memberships, and with one ends the sessions in it; it makes none: that is ch_identity's.
GRANT UPDATE (role), DELETE ON memberships TO ch_tenant;
GRANT SELECT (id, tenant_id, user_id, ended_at, end_reason), UPDATE (ended_at, end_reason) ON sessions TO ch_tenant;
CREATE POLICY tenant_own ON sessions TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
