--liquibase formatted sql

--changeset countinghouse:subscriptions-010
-- A subscription that moved to another version of its plan has an item for each. effective_on: first day, in the subscription's
-- zone, of the periods that the item bills, until the next item's; null: from the beginning.
ALTER TABLE subscription_items ADD COLUMN effective_on date;
ALTER TABLE subscription_items DROP CONSTRAINT subscription_items_subscription_id_plan_version_id_key;
ALTER TABLE subscription_items ADD CONSTRAINT subscription_items_once UNIQUE NULLS NOT DISTINCT (subscription_id, effective_on);
