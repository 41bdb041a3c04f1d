--liquibase formatted sql

--changeset countinghouse:invoices-060
-- How an invoice ended without being paid: it is void, or what was due of it was written off. Either posts an entry of its own,
-- closing_id. What is due of it is total - credited - (paid - refunded) - (written off - recovered), and of a void one nothing.
ALTER TABLE invoices
    ADD COLUMN closing_id        uuid,
    ADD COLUMN closed_at         timestamptz, -- the tenant's clock
    ADD COLUMN closed_on         date,
    ADD COLUMN closing_reason    varchar(500),
    ADD COLUMN written_off_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN recovered_minor   bigint NOT NULL DEFAULT 0, -- came in after it was written off
    ADD CONSTRAINT invoices_closed CHECK (num_nulls(closing_id, closed_at, closed_on, closing_reason)
        = CASE WHEN status = 'void' OR written_off_minor > 0 THEN 0 ELSE 4 END),
    ADD CONSTRAINT invoices_void CHECK (status <> 'void' OR (paid_minor = 0 AND credited_minor = 0 AND written_off_minor = 0)),
    ADD CONSTRAINT invoices_written_off CHECK (written_off_minor BETWEEN 0 AND greatest(total_minor, 0)
        AND recovered_minor BETWEEN 0 AND least(written_off_minor, paid_minor)
        AND (status = 'uncollectible') = (recovered_minor < written_off_minor)),
    DROP CONSTRAINT invoices_settled,
    ADD CONSTRAINT invoices_settled CHECK (paid_minor - refunded_minor + written_off_minor - recovered_minor
        <= greatest(total_minor - credited_minor, 0)),
    DROP CONSTRAINT invoices_paid,
    ADD CONSTRAINT invoices_paid CHECK ((status IN ('paid', 'uncollectible'))
        = (paid_minor - refunded_minor + written_off_minor - recovered_minor = total_minor - credited_minor AND status <> 'void'));
GRANT UPDATE (closing_id, closed_at, closed_on, closing_reason, written_off_minor, recovered_minor) ON invoices TO ${tenant};
-- Whether a payment is of what was written off; it is posted from there.
ALTER TABLE payments ADD COLUMN recovers boolean NOT NULL DEFAULT false;
ALTER TABLE transfers
    DROP CONSTRAINT transfers_kind_check,
    ADD CONSTRAINT transfers_kind_check CHECK (kind IN ('invoice', 'payment', 'credit_note', 'void', 'write_off')),
    DROP CONSTRAINT transfers_accounts,
    ADD CONSTRAINT transfers_accounts CHECK (debit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable', 'write_off')
                                         AND credit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable', 'write_off'));
