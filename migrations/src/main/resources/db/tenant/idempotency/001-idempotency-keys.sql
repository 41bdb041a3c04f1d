--liquibase formatted sql

--changeset countinghouse:idempotency-keys-001
-- The answer given to a keyed POST, kept with its effect.
CREATE TABLE idempotency_keys (
    principal    varchar(80)  NOT NULL,
    key          varchar(255) NOT NULL,
    request_hash bytea        NOT NULL,
    status       smallint     NOT NULL,
    content_type varchar(100),
    location     varchar(500),
    body         bytea        NOT NULL,
    created_at   timestamptz  NOT NULL DEFAULT now(),
    PRIMARY KEY (principal, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
GRANT SELECT, INSERT, DELETE ON idempotency_keys TO ${tenant};
