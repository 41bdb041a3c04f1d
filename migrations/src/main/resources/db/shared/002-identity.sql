--liquibase formatted sql

--changeset countinghouse:002-people
CREATE TABLE users (
    id            uuid PRIMARY KEY,
    email         varchar(254) NOT NULL UNIQUE CHECK (email = lower(email)),
    name          varchar(200) NOT NULL,
    password_hash varchar(300) NOT NULL,
    status        varchar(16)  NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled')),
    version       integer      NOT NULL DEFAULT 0,
    created_at    timestamptz  NOT NULL DEFAULT now()
);
CREATE TABLE memberships (
    tenant_id  uuid        NOT NULL REFERENCES tenants,
    user_id    uuid        NOT NULL REFERENCES users,
    role       varchar(16) NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'member', 'viewer')),
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX memberships_user ON memberships (user_id);

--changeset countinghouse:002-credentials
-- A session is a family of refresh tokens; only the newest one is good, an older one presented again ends the family.
CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid        NOT NULL REFERENCES users,
    tenant_id    uuid        NOT NULL REFERENCES tenants,
    refresh_hash bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    refreshed_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    end_reason   varchar(32) CHECK (end_reason IN ('logout', 'reuse', 'admin')),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX sessions_user ON sessions (user_id);
-- The truth about access tokens revoked before their time; Redis holds a copy.
CREATE TABLE revoked_tokens (
    jti        uuid PRIMARY KEY,
    tenant_id  uuid        NOT NULL REFERENCES tenants,
    expires_at timestamptz NOT NULL
);
CREATE INDEX revoked_tokens_expiry ON revoked_tokens (expires_at);
CREATE TABLE api_keys (
    id           uuid PRIMARY KEY,
    tenant_id    uuid         NOT NULL REFERENCES tenants,
    name         varchar(200) NOT NULL,
    key_id       varchar(8)   NOT NULL UNIQUE,
    prefix       varchar(12)  NOT NULL,
    secret_hash  bytea        NOT NULL,
    permissions  text[]       NOT NULL,
    created_by   uuid         NOT NULL REFERENCES users,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz
);
CREATE INDEX api_keys_tenant ON api_keys (tenant_id, id);
-- RS256 keys; the private half is sealed with the installation's master key.
CREATE TABLE signing_keys (
    kid            varchar(64) PRIMARY KEY,
    public_key     bytea       NOT NULL,
    sealed_private bytea       NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    retired_at     timestamptz
);
