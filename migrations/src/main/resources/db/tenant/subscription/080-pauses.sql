--liquibase formatted sql

--changeset countinghouse:subscriptions-080
-- A subscription may be paused. pause: what rests; of an item, which nothing is billed of then, and null for one that is billed.
ALTER TABLE subscriptions DROP CONSTRAINT subscriptions_status_check;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_status_check
    CHECK (status IN ('pending', 'active', 'paused', 'canceled', 'ended'));
ALTER TABLE subscriptions ADD COLUMN pause varchar(10) CHECK (pause IN ('collection', 'billing', 'service'));
ALTER TABLE subscriptions ADD COLUMN paused_at timestamptz;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_paused
    CHECK ((pause IS NULL) = (paused_at IS NULL) AND (status <> 'paused' OR pause IS NOT NULL));
ALTER TABLE subscription_items ADD COLUMN pause varchar(10) CHECK (pause IN ('billing', 'service'));
ALTER TABLE subscription_items ADD CONSTRAINT subscription_items_paused CHECK (pause IS NULL OR cuts_period);
