--liquibase formatted sql

--changeset countinghouse:subscriptions-001
-- next_billing_at: the instant the next invoice falls due; null when nothing is left to bill.
-- time_zone is the customer's at the start: moving a customer does not move periods that were agreed.
CREATE TABLE subscriptions (
    id              uuid PRIMARY KEY,
    external_id     varchar(255) UNIQUE,
    customer_id     uuid        NOT NULL REFERENCES customers,
    status          varchar(16) NOT NULL CHECK (status IN ('pending', 'active', 'canceled', 'ended')),
    time_zone       varchar(64) NOT NULL,
    started_on      date        NOT NULL,
    ends_on         date CHECK (ends_on > started_on),
    billed_periods  integer     NOT NULL DEFAULT 0 CHECK (billed_periods >= 0),
    next_billing_at timestamptz,
    parked_at       timestamptz,
    parked_reason   varchar(2000),
    version         integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL
);
CREATE INDEX subscriptions_customer ON subscriptions (customer_id);
CREATE INDEX subscriptions_due ON subscriptions (next_billing_at, id) WHERE parked_at IS NULL AND next_billing_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON subscriptions TO ${tenant};
CREATE TABLE subscription_items (
    id              uuid PRIMARY KEY,
    subscription_id uuid    NOT NULL REFERENCES subscriptions,
    plan_version_id uuid    NOT NULL REFERENCES plan_versions,
    quantity        integer NOT NULL DEFAULT 1 CHECK (quantity BETWEEN 1 AND 1000000),
    UNIQUE (subscription_id, plan_version_id)
);
GRANT SELECT, INSERT ON subscription_items TO ${tenant};
