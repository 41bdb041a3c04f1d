--liquibase formatted sql

--changeset countinghouse:subscriptions-020
-- What its invoices are in: one of the currencies that its plan is sold in. Until now a version had one, and all versions that a
-- subscription was of had the same.
ALTER TABLE subscriptions ADD COLUMN currency char(3) CHECK (currency ~ '^[A-Z]{3}$');
UPDATE subscriptions s SET currency = (
    SELECT min(v.currency) FROM subscription_items i JOIN plan_versions v ON v.id = i.plan_version_id WHERE i.subscription_id = s.id);
ALTER TABLE subscriptions ALTER COLUMN currency SET NOT NULL;
