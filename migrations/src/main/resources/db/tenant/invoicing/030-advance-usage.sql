--liquibase formatted sql

--changeset countinghouse:invoices-030
-- Subscriptions that have new usage to be billed in advance, and when by the tenant's clock: noted by the roll-up, taken by the
-- invoice run. Made from the events like usage_touched, so it has no references and no history.
CREATE TABLE advance_usage (
    subscription_id uuid PRIMARY KEY,
    due_at          timestamptz NOT NULL
);
GRANT SELECT, INSERT, DELETE ON advance_usage TO ${tenant};
