--liquibase formatted sql

--changeset countinghouse:wallets-010
-- Rules by which a wallet is topped up by itself. What a rule says never changes: it ends, and another begins.
CREATE TABLE wallet_top_up_rules (
    id                 uuid PRIMARY KEY,
    wallet_id          uuid           NOT NULL REFERENCES wallets,
    trigger            varchar(16)    NOT NULL CHECK (trigger IN ('threshold', 'interval')),
    method             varchar(16)    NOT NULL CHECK (method IN ('fixed', 'target')),
    kind               varchar(16)    NOT NULL CHECK (kind IN ('granted', 'purchased')),
    credits            numeric(27,12) NOT NULL CHECK (credits > 0), -- so many, or filled up to so many
    amount_minor       bigint         NOT NULL CHECK (amount_minor > 0), -- what they are worth
    threshold_credits  numeric(27,12),
    threshold_minor    bigint, -- what those are worth: with less in the wallet it is topped up
    every              varchar(16) CHECK (every IN ('week', 'month', 'quarter', 'year')),
    starts_on          date, -- what the days of the interval are tied to
    expires_after_days integer CHECK (expires_after_days BETWEEN 1 AND 3650),
    created_at         timestamptz    NOT NULL, -- the tenant's clock, as all instants here
    next_on            date, -- the next day of the interval
    next_at            timestamptz, -- when it begins
    failed_at          timestamptz,
    failure            varchar(300), -- why it could not top up
    retry_at           timestamptz,
    ended_at           timestamptz,
    version            integer        NOT NULL DEFAULT 0,
    CONSTRAINT wallet_top_up_rules_threshold CHECK ((trigger = 'threshold') = (threshold_minor IS NOT NULL)
        AND (threshold_credits IS NULL) = (threshold_minor IS NULL)),
    -- topped up once, the wallet is not below the threshold any more
    CONSTRAINT wallet_top_up_rules_enough CHECK (threshold_minor > 0 AND threshold_credits > 0 AND amount_minor >= threshold_minor),
    CONSTRAINT wallet_top_up_rules_interval CHECK ((trigger = 'interval') = (every IS NOT NULL)
        AND (every IS NULL) = (starts_on IS NULL) AND (every IS NULL) = (next_on IS NULL) AND (every IS NULL) = (next_at IS NULL)),
    CONSTRAINT wallet_top_up_rules_failed CHECK ((failed_at IS NULL) = (failure IS NULL) AND (failed_at IS NULL) = (retry_at IS NULL))
);
CREATE UNIQUE INDEX wallet_top_up_rules_one ON wallet_top_up_rules (wallet_id, trigger) WHERE ended_at IS NULL;
GRANT SELECT, INSERT, UPDATE (next_on, next_at, failed_at, failure, retry_at, ended_at, version) ON wallet_top_up_rules TO ${tenant};
ALTER TABLE wallet_top_ups
    ADD COLUMN rule_id uuid REFERENCES wallet_top_up_rules, -- by which it was made by itself
    ADD COLUMN due_on  date, -- the day of the interval
    ADD CONSTRAINT wallet_top_ups_due CHECK (due_on IS NULL OR rule_id IS NOT NULL);
-- Each day of an interval once.
CREATE UNIQUE INDEX wallet_top_ups_rule ON wallet_top_ups (rule_id, due_on) WHERE rule_id IS NOT NULL;
ALTER TABLE wallets ADD COLUMN changed_at timestamptz; -- so that other rules alone are another version
GRANT UPDATE (priority, changed_at) ON wallets TO ${tenant};
