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
