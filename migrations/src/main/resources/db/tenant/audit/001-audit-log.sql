--liquibase formatted sql

--changeset countinghouse:audit-001
-- Who changed what: one entry a change, in its transaction. Entries are added and never changed, and neither are the seals
-- that chain them: each holds the hash of the one before. What is text here is text because the text is what is hashed.
CREATE TABLE audit_log (
    id            uuid PRIMARY KEY,
    at            timestamptz  NOT NULL, -- real time
    actor_kind    varchar(8)   NOT NULL CHECK (actor_kind IN ('user', 'key', 'operator', 'system')),
    actor_id      varchar(40)  NOT NULL,
    actor_name    varchar(320) NOT NULL,
    role          varchar(32),
    key_prefix    varchar(12),
    ip            varchar(45),
    request_id    varchar(64),
    action        varchar(64)  NOT NULL,
    resource      varchar(32)  NOT NULL,
    resource_id   varchar(64)  NOT NULL,
    before        text,
    after         text,
    reason        varchar(500)
);
CREATE INDEX audit_log_resource ON audit_log (resource, resource_id, id);
CREATE TABLE audit_seals (
    seq       bigint PRIMARY KEY CHECK (seq > 0),
    entry_id  uuid        NOT NULL UNIQUE REFERENCES audit_log,
    prev_hash varchar(64) NOT NULL,
    hash      varchar(64) NOT NULL,
    sealed_at timestamptz NOT NULL
);
GRANT SELECT, INSERT ON audit_log, audit_seals TO ${tenant};
