--liquibase formatted sql

--changeset countinghouse:003-due-work
-- What is to be done next, and when: one row per tenant and kind, made with the tenant. While a replica holds the lease,
-- due_at is infinity, so that work scheduled meanwhile is seen when the lease is given back.
-- business_clock: the tenant's test clock, for kinds that follow it. A row is claimable when that clock (else real time) has reached due_at.
CREATE TABLE due_work (
    tenant_id      uuid        NOT NULL REFERENCES tenants,
    kind           varchar(32) NOT NULL CHECK (kind IN ('usage_aggregation', 'invoice_generation', 'payment_reminders')),
    due_at         timestamptz NOT NULL DEFAULT 'infinity',
    business_clock timestamptz,
    claimable_at   timestamptz NOT NULL GENERATED ALWAYS AS (
        CASE WHEN business_clock IS NULL THEN due_at
             WHEN due_at <= business_clock THEN TIMESTAMPTZ '-infinity'
             ELSE TIMESTAMPTZ 'infinity' END) STORED,
    lease_until    timestamptz,
    lease_token    uuid,
    attempts       integer     NOT NULL DEFAULT 0,
    last_error     varchar(2000),
    PRIMARY KEY (tenant_id, kind),
    CHECK ((lease_until IS NULL) = (lease_token IS NULL))
);
CREATE INDEX due_work_claimable ON due_work (kind, claimable_at) WHERE lease_until IS NULL;
CREATE INDEX due_work_leased ON due_work (kind, lease_until) WHERE lease_until IS NOT NULL;
