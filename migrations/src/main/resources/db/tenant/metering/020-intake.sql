--liquibase formatted sql

--changeset countinghouse:usage-020
-- Nobody may delete a customer, a subscription or a metric, and the statement that stores events reads them: the keys would
-- only look each of them up again, which took half of the time (docs/adr/0033).
ALTER TABLE usage_events
    DROP CONSTRAINT usage_events_customer_id_fkey,
    DROP CONSTRAINT usage_events_subscription_id_fkey,
    DROP CONSTRAINT usage_events_metric_id_fkey;
-- How far an import is: written in the transaction of each of its batches.
CREATE TABLE usage_imports (
    id          uuid PRIMARY KEY,
    format      varchar(8)  NOT NULL CHECK (format IN ('csv', 'ndjson')),
    state       varchar(8)  NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    lines       bigint      NOT NULL DEFAULT 0 CHECK (lines >= 0),
    accepted    bigint      NOT NULL DEFAULT 0 CHECK (accepted >= 0),
    duplicates  bigint      NOT NULL DEFAULT 0 CHECK (duplicates >= 0),
    rejected    bigint      NOT NULL DEFAULT 0 CHECK (rejected >= 0),
    started_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    finished_at timestamptz CHECK ((finished_at IS NULL) = (state = 'running')),
    error       varchar(500),
    version     integer     NOT NULL DEFAULT 0,
    CHECK (lines >= accepted + duplicates + rejected)
);
GRANT SELECT, INSERT, UPDATE ON usage_imports TO ${tenant};
-- The error inbox: events of batches and imports that were refused, as they were sent, until somebody sends them again or
-- gives them up. An event that is sent and refused again is not there twice.
CREATE TABLE usage_errors (
    id          uuid PRIMARY KEY,
    fingerprint bytea         NOT NULL CHECK (octet_length(fingerprint) = 32),
    import_id   uuid REFERENCES usage_imports,
    line        bigint CHECK (line >= 1),
    event       jsonb         NOT NULL,
    field       varchar(255)  NOT NULL,
    code        varchar(64)   NOT NULL,
    message     varchar(1000) NOT NULL,
    state       varchar(10)   NOT NULL CHECK (state IN ('open', 'replayed', 'discarded')),
    event_id    uuid CHECK ((event_id IS NOT NULL) = (state = 'replayed')),
    received_at timestamptz   NOT NULL,
    closed_at   timestamptz CHECK ((closed_at IS NULL) = (state = 'open')),
    version     integer       NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX usage_errors_open ON usage_errors (fingerprint) WHERE state = 'open';
GRANT SELECT, INSERT, UPDATE (field, code, message, state, event_id, closed_at, version) ON usage_errors TO ${tenant};
