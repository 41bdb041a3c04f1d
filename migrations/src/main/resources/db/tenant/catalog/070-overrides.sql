--liquibase formatted sql

--changeset countinghouse:catalog-070
-- A version of one subscription alone: what it pays instead of what the version that it is based on says. It has the number of that one,
-- entitles to what that one does, and is never offered to anybody else.
ALTER TABLE plan_versions
    ADD COLUMN base_id uuid,
    ADD COLUMN overrides jsonb CHECK (jsonb_typeof(overrides) = 'object'),
    ADD CONSTRAINT plan_versions_overrides CHECK ((base_id IS NULL) = (overrides IS NULL)),
    ADD CONSTRAINT plan_versions_based CHECK (base_id <> id),
    DROP CONSTRAINT plan_versions_plan_id_number_key,
    ADD CONSTRAINT plan_versions_numbered UNIQUE (id, plan_id, number),
    ADD CONSTRAINT plan_versions_base FOREIGN KEY (base_id, plan_id, number) REFERENCES plan_versions (id, plan_id, number);
CREATE UNIQUE INDEX plan_versions_number ON plan_versions (plan_id, number) WHERE base_id IS NULL;
