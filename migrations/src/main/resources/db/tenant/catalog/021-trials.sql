--liquibase formatted sql

--changeset countinghouse:catalog-021
-- Days at the beginning of a subscription whose fees are free.
ALTER TABLE plan_versions ADD COLUMN trial_days integer NOT NULL DEFAULT 0 CHECK (trial_days BETWEEN 0 AND 730);
ALTER TABLE plan_drafts ADD COLUMN trial_days integer NOT NULL DEFAULT 0 CHECK (trial_days BETWEEN 0 AND 730);
-- The first day whose fees are paid; null: the first of all.
ALTER TABLE subscriptions ADD COLUMN trial_ends_on date CHECK (trial_ends_on > started_on);
