--liquibase formatted sql

--changeset countinghouse:subscriptions-050
-- advance_until: the end of the period that ran when a subscription was canceled, as it was before, if what is paid for it in advance had
-- fallen due. draft_until: when the invoice of next_billing_at, which has passed, is finalized; null while it is no draft. What is due is asked for by
-- both at once.
ALTER TABLE subscriptions ADD COLUMN draft_until timestamptz;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_draft
    CHECK (draft_until IS NULL OR (next_billing_at IS NOT NULL AND draft_until >= next_billing_at));
ALTER TABLE subscriptions ADD COLUMN advance_until date;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_advance
    CHECK (advance_until IS NULL OR (canceled_at IS NOT NULL AND advance_until > started_on));
GRANT UPDATE (due_at) ON advance_usage TO ${tenant};
DROP INDEX subscriptions_due;
CREATE INDEX subscriptions_due ON subscriptions ((coalesce(draft_until, next_billing_at)), id)
    WHERE parked_at IS NULL AND coalesce(draft_until, next_billing_at) IS NOT NULL;
