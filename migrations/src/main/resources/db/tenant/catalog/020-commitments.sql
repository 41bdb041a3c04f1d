--liquibase formatted sql

--changeset countinghouse:catalog-020
-- What a period costs at least, all charges together; none where it is null.
ALTER TABLE plan_versions ADD COLUMN minimum_commitment jsonb CHECK (jsonb_typeof(minimum_commitment) = 'object');
ALTER TABLE plan_drafts ADD COLUMN minimum_commitment jsonb CHECK (jsonb_typeof(minimum_commitment) = 'object');
