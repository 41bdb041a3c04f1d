--liquibase formatted sql

--changeset countinghouse:invoices-150
-- An invoice of nothing that is not issued: its lines say what was billed, and it has its place among all invoices, but no number. Of
-- what can be owed or settled it has nothing, so it never becomes anything else.
ALTER TABLE invoices
    ALTER COLUMN series DROP NOT NULL,
    ALTER COLUMN sequence DROP NOT NULL,
    ALTER COLUMN number DROP NOT NULL,
    DROP CONSTRAINT invoices_status_check,
    ADD CONSTRAINT invoices_status_check
        CHECK (status IN ('finalized', 'partially_paid', 'paid', 'void', 'uncollectible', 'skipped')),
    ADD CONSTRAINT invoices_skipped CHECK (CASE WHEN status = 'skipped'
        THEN num_nonnulls(series, sequence, number, replaces_id, closing_id) = 0 AND num_nulls(ordinal, subscription_id) = 0
            AND subtotal_minor = 0 AND tax_minor = 0 AND applied_minor = 0 AND wallet_minor = 0 AND paid_minor = 0
            AND credited_minor = 0 AND returned_minor = 0 AND written_off_minor = 0
        ELSE num_nulls(series, sequence, number) = 0 END),
    DROP CONSTRAINT invoices_paid,
    ADD CONSTRAINT invoices_paid CHECK ((status IN ('paid', 'uncollectible'))
        = (applied_minor + wallet_minor - returned_minor + paid_minor - refunded_minor + written_off_minor - recovered_minor
               = total_minor - credited_minor
           AND status NOT IN ('void', 'skipped')));
-- Whatever is asked of a subscription's invoices: what is past due, what was billed of it before.
CREATE INDEX invoices_subscription ON invoices (subscription_id, id) WHERE subscription_id IS NOT NULL;
