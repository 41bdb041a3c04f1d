--liquibase formatted sql

--changeset countinghouse:outbox-001
-- Events that left a transaction, in the same transaction. Delivery marks them published.
CREATE TABLE outbox (
    id           uuid PRIMARY KEY,
    type         varchar(64) NOT NULL,
    subject_id   uuid        NOT NULL,
    payload      jsonb       NOT NULL,
    occurred_at  timestamptz NOT NULL, -- the tenant's clock
    created_at   timestamptz NOT NULL DEFAULT now(),
    published_at timestamptz
);
CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL;
GRANT SELECT, INSERT, UPDATE (published_at) ON outbox TO ${tenant};
