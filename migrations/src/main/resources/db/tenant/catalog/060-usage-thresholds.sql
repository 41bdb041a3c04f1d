--liquibase formatted sql

--changeset countinghouse:catalog-060
-- What usage of a period may come to before it is invoiced, as amounts that rise; never before its end where it is null.
ALTER TABLE plan_versions ADD COLUMN usage_thresholds jsonb
    CHECK (jsonb_typeof(usage_thresholds) = 'object' AND jsonb_array_length(usage_thresholds -> 'amounts') BETWEEN 1 AND 10);
ALTER TABLE plan_drafts ADD COLUMN usage_thresholds jsonb
    CHECK (jsonb_typeof(usage_thresholds) = 'object' AND jsonb_array_length(usage_thresholds -> 'amounts') BETWEEN 1 AND 10);
