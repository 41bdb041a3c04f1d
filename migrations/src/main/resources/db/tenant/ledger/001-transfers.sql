--liquibase formatted sql

--changeset countinghouse:ledger-001
-- The ledger: each row moves an amount from one account to another, so every entry is balanced. Insert-only, by right. An entry has
-- the id of the document that posts it, so by the primary key none posts twice.
CREATE TABLE transfers (
    entry_id     uuid        NOT NULL,
    debit        varchar(16) NOT NULL,
    credit       varchar(16) NOT NULL,
    amount_minor bigint      NOT NULL CHECK (amount_minor > 0),
    currency     char(3)     NOT NULL,
    kind         varchar(12) NOT NULL CHECK (kind IN ('invoice', 'payment', 'credit_note')),
    invoice_id   uuid        NOT NULL REFERENCES invoices,
    customer_id  uuid        NOT NULL REFERENCES customers,
    booked_on    date        NOT NULL, -- the document's date, by the tenant's clock
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (entry_id, debit, credit),
    CHECK (debit <> credit),
    CONSTRAINT transfers_accounts CHECK (debit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable')
                                     AND credit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable'))
);
CREATE INDEX transfers_invoice ON transfers (invoice_id);
CREATE INDEX transfers_customer ON transfers (customer_id, entry_id);
GRANT SELECT, INSERT ON transfers TO ${tenant};
-- What was finalized and paid before there was a ledger. The references above hold off who writes invoices meanwhile.
INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on)
    SELECT i.id, CASE WHEN p.amount > 0 THEN 'receivable' ELSE p.account END, CASE WHEN p.amount > 0 THEN p.account ELSE 'receivable' END,
           abs(p.amount), i.currency, 'invoice', i.id, i.customer_id, i.issued_on
    FROM invoices i CROSS JOIN LATERAL (VALUES ('revenue', i.subtotal_minor), ('tax_payable', i.tax_minor)) AS p (account, amount)
    WHERE p.amount <> 0;
INSERT INTO transfers (entry_id, debit, credit, amount_minor, currency, kind, invoice_id, customer_id, booked_on)
    SELECT id, 'cash_manual', 'receivable', amount_minor, currency, 'payment', invoice_id, customer_id, paid_on FROM payments;
