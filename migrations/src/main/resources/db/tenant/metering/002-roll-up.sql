--liquibase formatted sql

--changeset countinghouse:usage-002
-- One row for each combination of the values of a metric's group keys; a unique count keeps one for each key, as the last value.
-- Which columns are filled depends on the aggregation: rows that were there stay right, their metrics count and sum.
ALTER TABLE usage_metrics
    DROP CONSTRAINT usage_metrics_pkey,
    ADD COLUMN bucket  text[] NOT NULL DEFAULT '{}',
    ADD COLUMN lowest  numeric(27, 12),
    ADD COLUMN highest numeric(27, 12),
    ADD COLUMN last    text[] COLLATE "C", -- instant, id and value of the last event
    ADD COLUMN moment  numeric,            -- sum of value times microseconds since the hour began
    ADD PRIMARY KEY (customer_id, metric_id, hour, bucket);
-- What is said about an event later. The last amendment of an event counts instead of the event.
CREATE TABLE usage_amendments (
    id          uuid PRIMARY KEY,
    event_id    uuid         NOT NULL REFERENCES usage_events,
    number      integer      NOT NULL CHECK (number >= 1),
    kind        varchar(8)   NOT NULL CHECK (kind IN ('void', 'correct')),
    customer_id uuid         NOT NULL,
    metric_id   uuid         NOT NULL,
    occurred_at timestamptz CHECK ((kind = 'correct') = (occurred_at IS NOT NULL)),
    quantity    numeric(27, 12) CHECK ((kind = 'correct') = (quantity IS NOT NULL)),
    properties  jsonb CHECK ((kind = 'correct') = (properties IS NOT NULL)),
    reason      varchar(500) NOT NULL,
    made_by     varchar(320) NOT NULL,
    made_at     timestamptz  NOT NULL DEFAULT now(),
    CONSTRAINT usage_amendments_chain UNIQUE (event_id, number)
);
CREATE INDEX usage_amendments_metered ON usage_amendments (customer_id, metric_id, occurred_at);
GRANT SELECT, INSERT ON usage_amendments TO ${tenant};
