--liquibase formatted sql

--changeset countinghouse:subscriptions-040
-- What the quantity of a subscription was changed to, in the order of the changes: of those whose first day has come the last holds. What it
-- began with stands on its items. period_end: day after the last of the period that a change was made within; null where it holds
-- from the beginning of a period on, so that nothing is prorated.
CREATE TABLE subscription_quantities (
    subscription_id uuid        NOT NULL REFERENCES subscriptions,
    place           integer     NOT NULL CHECK (place >= 1),
    quantity        integer     NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
    effective_on    date        NOT NULL,
    period_end      date CHECK (period_end > effective_on),
    proration       varchar(12) NOT NULL CHECK (proration IN ('none', 'next_invoice', 'at_once')),
    created_at      timestamptz NOT NULL, -- the tenant's clock
    PRIMARY KEY (subscription_id, place),
    CHECK (proration = 'none' OR period_end IS NOT NULL)
);
GRANT SELECT, INSERT ON subscription_quantities TO ${tenant};
