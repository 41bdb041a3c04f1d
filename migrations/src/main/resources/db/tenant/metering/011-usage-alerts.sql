--liquibase formatted sql

--changeset countinghouse:usage-011
CREATE TABLE usage_alerts (
    id          uuid PRIMARY KEY,
    external_id varchar(255) UNIQUE,
    code        varchar(64)    NOT NULL UNIQUE,
    metric_id   uuid           NOT NULL REFERENCES billable_metrics,
    metric      varchar(64)    NOT NULL,
    customer_id uuid REFERENCES customers, -- null: of every customer
    usage_limit numeric(27, 12) CHECK (usage_limit > 0),
    hard        boolean        NOT NULL CHECK (NOT hard OR usage_limit IS NOT NULL),
    thresholds  jsonb          NOT NULL CHECK (jsonb_typeof(thresholds) = 'array'),
    recipients  varchar(254)[] NOT NULL CHECK (cardinality(recipients) <= 5),
    archived_at timestamptz,
    version     integer        NOT NULL DEFAULT 0,
    created_at  timestamptz    NOT NULL
);
GRANT SELECT, INSERT, UPDATE (usage_limit, hard, thresholds, recipients, archived_at, version) ON usage_alerts TO ${tenant};
-- Each threshold is reached once by a customer in a month of his time zone, whatever runs twice.
CREATE TABLE usage_alerts_reached (
    alert_id    uuid        NOT NULL REFERENCES usage_alerts,
    customer_id uuid        NOT NULL REFERENCES customers,
    month       date        NOT NULL CHECK (extract(day FROM month) = 1),
    threshold   varchar(64) NOT NULL,
    quantity    numeric(38, 12) NOT NULL,
    reached_at  timestamptz NOT NULL, -- the tenant's clock
    PRIMARY KEY (alert_id, customer_id, month, threshold)
);
GRANT SELECT, INSERT ON usage_alerts_reached TO ${tenant};
