--liquibase formatted sql

--changeset countinghouse:catalog-040
-- Stretches of a subscription's periods with prices of their own, in their order.
ALTER TABLE plan_versions ADD COLUMN phases jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(phases) = 'array');
ALTER TABLE plan_drafts ADD COLUMN phases jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(phases) = 'array');
