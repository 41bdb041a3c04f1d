--liquibase formatted sql

--changeset countinghouse:catalog-003
-- A published version never changes: the only thing that can be written to it is that it takes no more subscribers.
ALTER TABLE plan_versions ADD COLUMN archived_at timestamptz;
GRANT UPDATE (archived_at) ON plan_versions TO ${tenant};
-- The version of a plan that is being prepared, at most one: apart from those that were published, so that it can be edited
-- and they cannot. Publishing writes its row there and deletes it here.
CREATE TABLE plan_drafts (
    id             uuid PRIMARY KEY REFERENCES plans,
    number         integer     NOT NULL CHECK (number >= 1),
    currency       char(3)     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    interval_unit  varchar(8)  NOT NULL CHECK (interval_unit IN ('week', 'month', 'year')),
    interval_count integer     NOT NULL CHECK (interval_count BETWEEN 1 AND 36),
    anchor         varchar(12) NOT NULL CHECK (anchor IN ('calendar', 'anniversary')),
    charges        jsonb       NOT NULL CHECK (jsonb_typeof(charges) = 'array'),
    tax_rate_id    uuid REFERENCES tax_rates,
    version        integer     NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON plan_drafts TO ${tenant};
