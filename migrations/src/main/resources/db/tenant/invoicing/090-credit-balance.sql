--liquibase formatted sql

--changeset countinghouse:invoices-090
-- What a customer has to his credit, in each currency: the sum of what the ledger says of it, never below zero. An invoice below zero
-- gives what it comes to to it, later ones are settled from it before money is asked for.
CREATE TABLE credit_balances (
    customer_id  uuid    NOT NULL REFERENCES customers,
    currency     char(3) NOT NULL,
    amount_minor bigint  NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (customer_id, currency)
);
GRANT SELECT, INSERT, UPDATE (amount_minor) ON credit_balances TO ${tenant};
-- What is due of an invoice is total - applied + returned - credited - (paid - refunded) - (written off - recovered).
ALTER TABLE invoices
    ADD COLUMN applied_minor  bigint NOT NULL DEFAULT 0, -- from the credit balance when it was finalized; below zero, to it
    ADD COLUMN returned_minor bigint NOT NULL DEFAULT 0, -- to the credit balance since, of what was applied or paid
    ADD CONSTRAINT invoices_applied CHECK (applied_minor BETWEEN 0 AND total_minor OR applied_minor = total_minor
        OR (status = 'void' AND applied_minor = 0)) NOT VALID,
    ADD CONSTRAINT invoices_returned CHECK (returned_minor BETWEEN 0 AND greatest(applied_minor, 0) + paid_minor - refunded_minor
        OR (status = 'void' AND returned_minor = applied_minor)),
    DROP CONSTRAINT invoices_void,
    ADD CONSTRAINT invoices_void CHECK (status <> 'void'
        OR (paid_minor = 0 AND credited_minor = 0 AND written_off_minor = 0 AND returned_minor = applied_minor)),
    DROP CONSTRAINT invoices_settled,
    ADD CONSTRAINT invoices_settled CHECK (applied_minor - returned_minor + paid_minor - refunded_minor + written_off_minor - recovered_minor
        <= greatest(total_minor - credited_minor, 0)),
    DROP CONSTRAINT invoices_paid,
    ADD CONSTRAINT invoices_paid CHECK ((status IN ('paid', 'uncollectible'))
        = (applied_minor - returned_minor + paid_minor - refunded_minor + written_off_minor - recovered_minor = total_minor - credited_minor
           AND status <> 'void')) NOT VALID;
GRANT UPDATE (returned_minor) ON invoices TO ${tenant};
ALTER TABLE credit_notes
    ADD COLUMN returned_minor bigint NOT NULL DEFAULT 0, -- of the total, what went to the credit balance
    ADD CONSTRAINT credit_notes_returned CHECK (returned_minor BETWEEN 0 AND total_minor - refund_minor);
ALTER TABLE transfers
    DROP CONSTRAINT transfers_accounts,
    ADD CONSTRAINT transfers_accounts
        CHECK (debit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable', 'write_off', 'customer_credit')
           AND credit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable', 'write_off', 'customer_credit'));
-- What was below zero before there was a balance waited for nothing.
INSERT INTO row_history (table_name, written_by, row)
    SELECT 'invoices', i.xmin, to_jsonb(i) FROM invoices i WHERE i.total_minor < 0 AND i.status = 'finalized' FOR NO KEY UPDATE;
UPDATE invoices SET applied_minor = total_minor, status = 'paid', version = version + 1 WHERE total_minor < 0 AND status = 'finalized';
INSERT INTO credit_balances (customer_id, currency, amount_minor)
    SELECT customer_id, currency, sum(-applied_minor) FROM invoices WHERE applied_minor < 0 GROUP BY 1, 2;
INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on)
    SELECT id, 'receivable', 'customer_credit', -applied_minor, currency, 'invoice', id, customer_id, issued_on
    FROM invoices WHERE applied_minor < 0;
ALTER TABLE invoices VALIDATE CONSTRAINT invoices_paid, VALIDATE CONSTRAINT invoices_applied;
