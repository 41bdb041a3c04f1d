--liquibase formatted sql

--changeset countinghouse:009-tiers
-- Operators write tiers: each change has a number, so that none is lost to another, and the tenants on each are counted.
ALTER TABLE plans ADD COLUMN version integer NOT NULL DEFAULT 0;
CREATE INDEX subscriptions_plan ON subscriptions (plan_id) WHERE status <> 'canceled';
