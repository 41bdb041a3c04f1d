--liquibase formatted sql

--changeset countinghouse:018-provisioning
-- Another platform makes tenants for its stores. It signs its requests; whoever checks that needs the secret: it is sealed.
CREATE TABLE provisioning_keys (
    id                   uuid PRIMARY KEY,
    external_platform_id varchar(64)  NOT NULL CHECK (external_platform_id ~ '^[A-Za-z0-9._-]+$'),
    name                 varchar(200) NOT NULL,
    sealed_secret        bytea        NOT NULL,
    created_at           timestamptz  NOT NULL DEFAULT now(),
    revoked_at           timestamptz,
    last_used_at         timestamptz
);
-- A signed request is good once, and not for long: what was seen is kept until it is too old anyway.
CREATE TABLE provisioning_nonces (
    key_id     uuid        NOT NULL REFERENCES provisioning_keys,
    nonce      varchar(64) NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (key_id, nonce)
);
CREATE INDEX provisioning_nonces_expiry ON provisioning_nonces (expires_at);
-- Which tenant is which store of which platform, and the key that the platform was given.
CREATE TABLE provisionings (
    external_platform_id varchar(64)  NOT NULL,
    external_store_id    varchar(255) NOT NULL,
    tenant_id            uuid         NOT NULL UNIQUE REFERENCES tenants,
    idempotency_key      varchar(255),
    request_hash         bytea        NOT NULL,
    api_key_id           uuid         REFERENCES api_keys,
    created_at           timestamptz  NOT NULL DEFAULT now(),
    PRIMARY KEY (external_platform_id, external_store_id),
    UNIQUE (external_platform_id, idempotency_key)
);
CREATE INDEX provisionings_api_key ON provisionings (api_key_id);
ALTER TABLE provisioning_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE provisioning_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE provisioning_nonces ENABLE ROW LEVEL SECURITY;
ALTER TABLE provisioning_nonces FORCE ROW LEVEL SECURITY;
ALTER TABLE provisionings ENABLE ROW LEVEL SECURITY;
ALTER TABLE provisionings FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON provisioning_keys TO ch_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON provisioning_nonces TO ch_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON provisionings TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT (id, external_platform_id, name, created_at, revoked_at, last_used_at),
    INSERT (id, external_platform_id, name, sealed_secret), UPDATE (revoked_at) ON provisioning_keys TO ch_platform;
GRANT SELECT, UPDATE (last_used_at) ON provisioning_keys TO ch_identity;
GRANT SELECT, INSERT, DELETE ON provisioning_nonces TO ch_identity;
GRANT SELECT ON provisionings TO ch_identity;
GRANT SELECT, UPDATE (api_key_id) ON provisionings TO ch_tenant;
CREATE POLICY platform_all ON provisioning_keys TO ch_platform USING (true) WITH CHECK (true);
CREATE POLICY identity_read ON provisioning_keys FOR SELECT TO ch_identity USING (true);
CREATE POLICY identity_touch ON provisioning_keys FOR UPDATE TO ch_identity USING (true);
CREATE POLICY identity_all ON provisioning_nonces TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_read ON provisionings FOR SELECT TO ch_identity USING (true);
CREATE POLICY tenant_own ON provisionings TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
