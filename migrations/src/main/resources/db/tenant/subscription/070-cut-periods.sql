--liquibase formatted sql

--changeset countinghouse:subscriptions-070
-- Another plan may be taken within a period: effective_on then cuts it in two. paid_until: how far fees in advance had been billed by
-- then; null where they were not.
ALTER TABLE subscription_items ADD COLUMN cuts_period boolean NOT NULL DEFAULT false;
ALTER TABLE subscription_items ADD COLUMN paid_until date;
ALTER TABLE subscription_items ADD CONSTRAINT subscription_items_cut CHECK (NOT cuts_period OR effective_on IS NOT NULL);
ALTER TABLE subscription_items ADD CONSTRAINT subscription_items_paid CHECK (paid_until IS NULL OR (cuts_period AND paid_until > effective_on));
