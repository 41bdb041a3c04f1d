--liquibase formatted sql

--changeset countinghouse:invoices-040
-- What credit notes took off an invoice, and what of its payments went back with them. What is due of it is
-- total - credited - (paid - refunded).
ALTER TABLE invoices
    ADD COLUMN credited_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN refunded_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT invoices_credited CHECK (credited_minor BETWEEN 0 AND greatest(total_minor, 0)),
    ADD CONSTRAINT invoices_refunded CHECK (refunded_minor BETWEEN 0 AND paid_minor),
    ADD CONSTRAINT invoices_settled CHECK (paid_minor - refunded_minor <= greatest(total_minor - credited_minor, 0)),
    DROP CONSTRAINT invoices_check4,
    ADD CONSTRAINT invoices_paid CHECK ((status = 'paid')
        = (paid_minor - refunded_minor = total_minor - credited_minor AND status NOT IN ('void', 'uncollectible')));
GRANT UPDATE (credited_minor, refunded_minor) ON invoices TO ${tenant};
-- Insert-only, by right, like invoices. Numbers are from a series of their own.
CREATE TABLE credit_notes (
    id               uuid PRIMARY KEY,
    series           varchar(32)  NOT NULL REFERENCES number_series,
    sequence         bigint       NOT NULL CHECK (sequence >= 1),
    number           varchar(64)  NOT NULL UNIQUE,
    invoice_id       uuid         NOT NULL REFERENCES invoices,
    customer_id      uuid         NOT NULL REFERENCES customers,
    currency         char(3)      NOT NULL,
    issued_on        date         NOT NULL,
    reason           varchar(500) NOT NULL,
    subtotal_minor   bigint       NOT NULL,
    tax_minor        bigint       NOT NULL,
    total_minor      bigint       NOT NULL CHECK (total_minor > 0 AND total_minor = subtotal_minor + tax_minor),
    refund_minor     bigint       NOT NULL CHECK (refund_minor BETWEEN 0 AND total_minor),
    refund_reference varchar(200),
    created_at       timestamptz  NOT NULL, -- the tenant's clock
    UNIQUE (series, sequence),
    CHECK ((refund_minor = 0) = (refund_reference IS NULL))
);
CREATE INDEX credit_notes_invoice ON credit_notes (invoice_id, id);
CREATE INDEX credit_notes_customer ON credit_notes (customer_id, id);
GRANT SELECT, INSERT ON credit_notes TO ${tenant};
CREATE TABLE credit_note_lines (
    id              uuid PRIMARY KEY,
    credit_note_id  uuid          NOT NULL REFERENCES credit_notes,
    invoice_line_id uuid          NOT NULL REFERENCES invoice_lines,
    position        integer       NOT NULL CHECK (position >= 1), -- the invoice line's, like what follows
    description     varchar(500)  NOT NULL,
    tax_percent     numeric(9, 6) NOT NULL,
    amount_minor    bigint        NOT NULL,
    tax_minor       bigint        NOT NULL,
    UNIQUE (credit_note_id, position),
    CHECK (amount_minor <> 0 OR tax_minor <> 0)
);
GRANT SELECT, INSERT ON credit_note_lines TO ${tenant};
