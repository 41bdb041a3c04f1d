--liquibase formatted sql

--changeset countinghouse:row-history-001
-- Rows as they were before a change, so that a backup can be carried on to any later moment. Insertions leave nothing here: a row
-- that is there tells by its xmin when it came. ended_by is the transaction that changed or deleted the row.
CREATE TABLE row_history (
    id         uuid PRIMARY KEY     DEFAULT gen_random_uuid(),
    table_name varchar(63) NOT NULL,
    row        jsonb       NOT NULL,
    written_by xid         NOT NULL,
    ended_by   xid         NOT NULL DEFAULT CAST(pg_current_xact_id() AS xid),
    deleted    boolean     NOT NULL DEFAULT false,
    kept_at    timestamptz NOT NULL DEFAULT now() -- begin of that transaction
);
GRANT SELECT, INSERT ON row_history TO ${tenant};
