--liquibase formatted sql

--changeset countinghouse:subscriptions-110
-- A subscription may wait for the payment of its first invoice, until pay_by; one that was not paid by then has ended, and keeps it.
ALTER TABLE subscriptions DROP CONSTRAINT subscriptions_status_check;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_status_check
    CHECK (status IN ('pending', 'incomplete', 'active', 'paused', 'canceled', 'ended'));
ALTER TABLE subscriptions ADD COLUMN pay_by timestamptz;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_first_payment
    CHECK ((pay_by IS NOT NULL OR status <> 'incomplete') AND (pay_by IS NULL OR status IN ('incomplete', 'ended')));
-- One that waits was billed once, and nothing else happens to it; one that was not paid in time is billed no more.
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_incomplete
    CHECK (status <> 'incomplete' OR (billed_periods = 1 AND next_billing_at IS NOT NULL AND draft_until IS NULL AND pause IS NULL
        AND canceled_at IS NULL));
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_expired
    CHECK (pay_by IS NULL OR status <> 'ended' OR next_billing_at IS NULL);
CREATE INDEX subscriptions_pay_by ON subscriptions (pay_by, id) WHERE status = 'incomplete';
