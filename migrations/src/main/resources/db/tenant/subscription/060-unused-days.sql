--liquibase formatted sql

--changeset countinghouse:subscriptions-060
-- credits_unused: whether what was paid in advance for days after the end is given back by the last invoice.
ALTER TABLE subscriptions ADD COLUMN credits_unused boolean NOT NULL DEFAULT false;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_unused CHECK (NOT credits_unused OR canceled_at IS NOT NULL);
