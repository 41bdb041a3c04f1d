--liquibase formatted sql

--changeset countinghouse:subscriptions-100
-- What becomes of what is left at the end. refunds_unused: what was paid in advance for days after it is given back by credit notes,
-- which was done at unused_refunded_at; skips_final_usage: usage that is not billed by then stays so.
ALTER TABLE subscriptions ADD COLUMN refunds_unused boolean NOT NULL DEFAULT false;
ALTER TABLE subscriptions ADD COLUMN unused_refunded_at timestamptz;
ALTER TABLE subscriptions ADD COLUMN skips_final_usage boolean NOT NULL DEFAULT false;
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_leftovers
    CHECK (NOT (refunds_unused AND credits_unused) AND (canceled_at IS NOT NULL OR NOT (refunds_unused OR skips_final_usage)));
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_refunded
    CHECK (unused_refunded_at IS NULL OR (refunds_unused AND status = 'ended'));
CREATE INDEX subscriptions_to_refund ON subscriptions (ends_on, id) WHERE refunds_unused AND unused_refunded_at IS NULL;
