--liquibase formatted sql

--changeset countinghouse:usage-030
-- Usage before it is closed: invoiced for good, its events deleted or about to be. Only the owner closes.
ALTER TABLE metered_spans ADD COLUMN closed_through timestamptz CHECK (closed_through <= billed_through);
REVOKE INSERT ON metered_spans FROM ${tenant};
GRANT INSERT (subscription_id, customer_id, metric_id, span, billed_through) ON metered_spans TO ${tenant};
-- How many events were deleted, by the hour that they came in: the owner counts, in the transaction that deletes.
CREATE TABLE usage_deleted (
    received_hour timestamptz PRIMARY KEY,
    events        bigint NOT NULL CHECK (events > 0)
);
GRANT SELECT ON usage_deleted TO ${tenant};
