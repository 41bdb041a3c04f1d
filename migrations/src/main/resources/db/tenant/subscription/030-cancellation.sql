--liquibase formatted sql

--changeset countinghouse:subscriptions-030
-- When a subscription was told to end, and why; the day that it ends on is ends_on.
ALTER TABLE subscriptions ADD COLUMN canceled_at timestamptz;
ALTER TABLE subscriptions ADD COLUMN cancel_reason varchar(500);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_canceled CHECK (status <> 'canceled' OR (canceled_at IS NOT NULL AND ends_on IS NOT NULL));
