--liquibase formatted sql

--changeset countinghouse:subscriptions-050
-- draft_until: when the invoice of next_billing_at, which has passed, is finalized; null while it is no draft. What is due is asked for by
-- both at once.
ALTER TABLE subscriptions ADD COLUMN draft_until timestamptz;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_draft
    CHECK (draft_until IS NULL OR (next_billing_at IS NOT NULL AND draft_until >= next_billing_at));
DROP INDEX subscriptions_due;
CREATE INDEX subscriptions_due ON subscriptions ((coalesce(draft_until, next_billing_at)), id)
    WHERE parked_at IS NULL AND coalesce(draft_until, next_billing_at) IS NOT NULL;
