--liquibase formatted sql

--changeset countinghouse:ledger-010
-- What is invoiced before it is earned. Which day earns what follows from the lines, so nothing is written for each line and day: an
-- invoice says from which day on its lines are earned day by day, the first of which earns what days from its own on would have, and through which (null: it earned all when it was finalized, as each
-- did before this), and a void one from which day on they are not.
ALTER TABLE invoices
    ADD COLUMN deferred_from    date,
    ADD COLUMN deferred_through date,
    ADD COLUMN deferred_until   date,
    ADD CONSTRAINT invoices_deferred_days CHECK (CASE WHEN deferred_from IS NULL THEN num_nonnulls(deferred_through, deferred_until) = 0
        ELSE deferred_from >= issued_on AND deferred_through IS NOT NULL AND deferred_through >= deferred_from END),
    ADD CONSTRAINT invoices_deferred_until CHECK (deferred_until IS NULL OR (status = 'void' AND deferred_until >= deferred_from));
CREATE INDEX invoices_deferred ON invoices (deferred_through) WHERE deferred_from IS NOT NULL;
GRANT UPDATE (deferred_until) ON invoices TO ${tenant};
-- What a credit note takes of a line that is not earned yet, and what it leaves of that, which is earned from that day on.
ALTER TABLE credit_note_lines
    ADD COLUMN deferred_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN rest_minor     bigint,
    ADD COLUMN rest_from      date,
    ADD CONSTRAINT credit_note_lines_deferred CHECK (deferred_minor BETWEEN least(amount_minor, 0) AND greatest(amount_minor, 0)),
    ADD CONSTRAINT credit_note_lines_rest CHECK ((rest_minor IS NULL) = (rest_from IS NULL) AND (deferred_minor = 0 OR rest_from IS NOT NULL)),
    ADD CONSTRAINT credit_note_lines_left CHECK (rest_minor IS NULL OR rest_minor = 0
        OR (deferred_minor = amount_minor AND (amount_minor = 0 OR (rest_minor > 0) = (amount_minor > 0))));
CREATE INDEX credit_note_lines_rest ON credit_note_lines (invoice_line_id) WHERE rest_from IS NOT NULL;
-- How far revenue is recognised: one row, from the first invoice on that defers. Whoever writes what a day earns holds it, so a day that was
-- recognised never earns more.
CREATE TABLE revenue_recognition (
    id      smallint PRIMARY KEY CHECK (id = 1),
    through date -- the last day that is recognised; null: none yet
);
GRANT SELECT, INSERT, UPDATE (through) ON revenue_recognition TO ${tenant};
-- What a day earns is one transfer in each currency, of no single invoice, and once.
ALTER TABLE transfers
    ALTER COLUMN invoice_id DROP NOT NULL,
    ALTER COLUMN customer_id DROP NOT NULL,
    DROP CONSTRAINT transfers_kind_check,
    ADD CONSTRAINT transfers_kind_check
        CHECK (kind IN ('invoice', 'payment', 'credit_note', 'void', 'write_off', 'expiry', 'refund', 'recognition')),
    ADD CONSTRAINT transfers_whose CHECK (num_nulls(invoice_id, customer_id) = CASE kind WHEN 'recognition' THEN 2 ELSE 0 END),
    DROP CONSTRAINT transfers_accounts,
    ADD CONSTRAINT transfers_accounts
        CHECK (debit IN ('receivable', 'cash_manual', 'cash_stripe', 'refunds', 'revenue', 'deferred_revenue', 'tax_payable', 'write_off',
                         'customer_credit', 'wallet_liability', 'wallet_grants', 'breakage')
           AND credit IN ('receivable', 'cash_manual', 'cash_stripe', 'refunds', 'revenue', 'deferred_revenue', 'tax_payable', 'write_off',
                          'customer_credit', 'wallet_liability', 'wallet_grants', 'breakage')),
    ADD CONSTRAINT transfers_of_days
        CHECK (kind <> 'recognition' OR (debit, credit) IN (('deferred_revenue', 'revenue'), ('revenue', 'deferred_revenue'))),
    ADD CONSTRAINT transfers_deferred CHECK ('deferred_revenue' NOT IN (debit, credit)
        OR kind IN ('invoice', 'credit_note', 'void', 'recognition'));
CREATE UNIQUE INDEX transfers_recognition ON transfers (booked_on, currency) WHERE kind = 'recognition';
