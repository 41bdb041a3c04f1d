--liquibase formatted sql

--changeset countinghouse:012-mails
-- Mail that leaves: written in the transaction of its reason. The body carries secrets: sealed with the master key, gone when sent.
CREATE TABLE mails (
    id          uuid PRIMARY KEY,
    tenant_id   uuid REFERENCES tenants,
    user_id     uuid REFERENCES users ON DELETE CASCADE,
    recipient   varchar(254) NOT NULL,
    subject     varchar(200) NOT NULL,
    sealed_body bytea,
    state       varchar(16)  NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
    attempts    integer      NOT NULL DEFAULT 0,
    next_try_at timestamptz  NOT NULL DEFAULT now(),
    last_error  varchar(500),
    created_at  timestamptz  NOT NULL DEFAULT now(),
    finished_at timestamptz,
    CHECK ((state = 'queued') = (sealed_body IS NOT NULL)),
    CHECK ((state = 'queued') = (finished_at IS NULL))
);
CREATE INDEX mails_due ON mails (next_try_at, id) WHERE state = 'queued';
CREATE INDEX mails_finished ON mails (finished_at) WHERE state <> 'queued';
CREATE INDEX mails_user ON mails (user_id);
ALTER TABLE mails ENABLE ROW LEVEL SECURITY;
ALTER TABLE mails FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON mails TO ch_owner USING (true) WITH CHECK (true);
-- Whoever writes a mail cannot read any: what it says is for its recipient.
GRANT INSERT (id, tenant_id, user_id, recipient, subject, sealed_body) ON mails TO ch_identity, ch_tenant;
GRANT SELECT, UPDATE (sealed_body, state, attempts, next_try_at, last_error, finished_at), DELETE ON mails TO ch_worker;
CREATE POLICY identity_write ON mails FOR INSERT TO ch_identity WITH CHECK (true);
CREATE POLICY tenant_write ON mails FOR INSERT TO ch_tenant
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
CREATE POLICY worker_all ON mails TO ch_worker USING (true) WITH CHECK (true);

--changeset countinghouse:012-accounts
ALTER TABLE users ADD COLUMN email_verified_at timestamptz;
GRANT UPDATE (email_verified_at) ON users TO ch_identity;
GRANT SELECT (email_verified_at) ON users TO ch_tenant;
ALTER TABLE sessions
    ADD COLUMN ip varchar(45) NOT NULL DEFAULT '',
    ADD COLUMN user_agent varchar(300) NOT NULL DEFAULT '',
    DROP CONSTRAINT sessions_end_reason_check,
    ADD CONSTRAINT sessions_end_reason_check CHECK (end_reason IN ('logout', 'reuse', 'admin', 'user', 'password'));

--changeset countinghouse:012-tokens-by-mail
-- Good once, and only while the row is there: using a token deletes it. A magic link opens in the browser that asked for it.
CREATE TABLE user_tokens (
    token_hash   bytea PRIMARY KEY,
    user_id      uuid         NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose      varchar(32)  NOT NULL CHECK (purpose IN ('password_reset', 'email_verification', 'magic_link')),
    email        varchar(254) NOT NULL,
    browser_hash bytea,
    expires_at   timestamptz  NOT NULL,
    CHECK ((purpose = 'magic_link') = (browser_hash IS NOT NULL))
);
CREATE INDEX user_tokens_user ON user_tokens (user_id, purpose);
CREATE INDEX user_tokens_expiry ON user_tokens (expires_at);
-- Somebody asks for a token, with an address that may be nobody's: found out later, so that asking costs the same for all.
CREATE TABLE account_requests (
    id           uuid PRIMARY KEY,
    purpose      varchar(32)  NOT NULL CHECK (purpose IN ('password_reset', 'email_verification', 'magic_link')),
    email        varchar(254) NOT NULL,
    browser_hash bytea,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    CHECK ((purpose = 'magic_link') = (browser_hash IS NOT NULL))
);
ALTER TABLE user_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_tokens FORCE ROW LEVEL SECURITY;
ALTER TABLE account_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON user_tokens TO ch_owner USING (true) WITH CHECK (true);
CREATE POLICY owner_all ON account_requests TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON user_tokens, account_requests TO ch_identity;
GRANT UPDATE (created_at) ON account_requests TO ch_identity; -- to lock the one that is being answered
CREATE POLICY identity_all ON user_tokens TO ch_identity USING (true) WITH CHECK (true);
CREATE POLICY identity_all ON account_requests TO ch_identity USING (true) WITH CHECK (true);
