--liquibase formatted sql

--changeset countinghouse:usage-001
-- Raw facts, never edited. quantity is what the metric's aggregation takes from the event (1 for count, the field for sum).
CREATE TABLE usage_events (
    id              uuid PRIMARY KEY,
    source          varchar(255)    NOT NULL DEFAULT '',
    transaction_id  varchar(255)    NOT NULL,
    customer_id     uuid            NOT NULL REFERENCES customers,
    subscription_id uuid REFERENCES subscriptions,
    metric_id       uuid            NOT NULL REFERENCES billable_metrics,
    occurred_at     timestamptz     NOT NULL,
    quantity        numeric(27, 12) NOT NULL,
    properties      jsonb           NOT NULL,
    received_at     timestamptz     NOT NULL DEFAULT now(),
    CONSTRAINT usage_events_once UNIQUE (source, transaction_id)
);
CREATE INDEX usage_events_metered ON usage_events (customer_id, metric_id, occurred_at);
GRANT SELECT, INSERT ON usage_events TO ${tenant};
-- The hourly roll-up: a cache. An hour with a row in usage_touched is stale and is read from the events instead.
CREATE TABLE usage_metrics (
    customer_id uuid            NOT NULL,
    metric_id   uuid            NOT NULL,
    hour        timestamptz     NOT NULL,
    quantity    numeric(38, 12) NOT NULL,
    events      bigint          NOT NULL CHECK (events > 0),
    PRIMARY KEY (customer_id, metric_id, hour)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON usage_metrics TO ${tenant};
-- Written with the events, taken by the roll-up. Not unique on purpose: two writers never wait for each other.
CREATE TABLE usage_touched (
    customer_id uuid        NOT NULL,
    metric_id   uuid        NOT NULL,
    hour        timestamptz NOT NULL
);
CREATE INDEX usage_touched_hour ON usage_touched (customer_id, metric_id, hour);
GRANT SELECT, INSERT, DELETE ON usage_touched TO ${tenant};
-- Hours that changed after they were billed, found by the roll-up; the next invoice bills the difference.
CREATE TABLE usage_late (
    customer_id uuid        NOT NULL,
    metric_id   uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    PRIMARY KEY (customer_id, metric_id, hour)
);
GRANT SELECT, INSERT, DELETE ON usage_late TO ${tenant};
-- A customer's usage of a metric belongs to one subscription at a time, so it is never billed twice.
CREATE TABLE metered_spans (
    subscription_id uuid      NOT NULL REFERENCES subscriptions,
    customer_id     uuid      NOT NULL REFERENCES customers,
    metric_id       uuid      NOT NULL REFERENCES billable_metrics,
    span            tstzrange NOT NULL,
    billed_through  timestamptz NOT NULL, -- usage before it is on an invoice; moved first in the transaction that bills, so that the roll-up sees what came late
    PRIMARY KEY (subscription_id, metric_id),
    CONSTRAINT metered_once EXCLUDE USING gist (customer_id WITH =, metric_id WITH =, span WITH &&)
);
GRANT SELECT, INSERT, UPDATE (span, billed_through) ON metered_spans TO ${tenant};
