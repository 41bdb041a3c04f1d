--liquibase formatted sql

--changeset countinghouse:usage-010
-- What came in with each transaction that took usage. Only ever added to, so that writers never wait for each other, and never
-- computed from the events: it says what there should be. received_at is the transaction's, as that of its events.
CREATE TABLE usage_intake (
    id          uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now(),
    stored      integer     NOT NULL CHECK (stored >= 0),
    duplicates  integer     NOT NULL CHECK (duplicates >= 0),
    rejected    integer     NOT NULL CHECK (rejected >= 0),
    CHECK (stored + duplicates + rejected > 0)
);
GRANT SELECT, INSERT ON usage_intake TO ${tenant};
