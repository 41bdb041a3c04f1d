--liquibase formatted sql

--changeset countinghouse:dunning-010
-- What is done about invoices that are not paid when they are due, step by step.
CREATE TABLE dunning_campaigns (
    id         uuid PRIMARY KEY,
    name       varchar(100) NOT NULL,
    is_default boolean      NOT NULL, -- it is the one at work
    since      date         NOT NULL, -- invoices that were due before are left alone
    until      date,                  -- when it was at work last; as since: never
    steps      jsonb        NOT NULL CHECK (jsonb_array_length(steps) BETWEEN 1 AND 20),
    minimums   jsonb        NOT NULL CHECK (jsonb_typeof(minimums) = 'object'), -- by currency, in minor units: less than that is left alone
    created_at timestamptz  NOT NULL, -- by the tenant's clock
    version    integer      NOT NULL DEFAULT 0,
    CONSTRAINT dunning_campaigns_until CHECK (is_default = (until IS NULL))
);
CREATE UNIQUE INDEX dunning_campaigns_default ON dunning_campaigns (is_default) WHERE is_default;
GRANT SELECT, INSERT, UPDATE (name, is_default, since, until, steps, minimums, version) ON dunning_campaigns TO ${tenant};

-- Each step is taken once: written in the transaction of what it does.
CREATE TABLE dunning_steps (
    id          uuid PRIMARY KEY,
    invoice_id  uuid        NOT NULL REFERENCES invoices,
    campaign_id uuid        NOT NULL REFERENCES dunning_campaigns,
    position    smallint    NOT NULL CHECK (position BETWEEN 0 AND 19),
    action      varchar(16) NOT NULL CHECK (action IN ('mail', 'retry', 'hand_over')),
    taken_on    date        NOT NULL, -- in the invoice's time zone
    outcome     varchar(64) NOT NULL,
    created_at  timestamptz NOT NULL, -- by the tenant's clock
    CONSTRAINT dunning_steps_once UNIQUE (invoice_id, position)
);
CREATE INDEX dunning_steps_campaign ON dunning_steps (campaign_id);
GRANT SELECT, INSERT ON dunning_steps TO ${tenant};
