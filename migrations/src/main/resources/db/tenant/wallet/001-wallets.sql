--liquibase formatted sql

--changeset countinghouse:wallets-001
-- Prepaid credit. What is left of a top-up is the sum of its transactions, never below zero and never more than was put in: whoever takes
-- from it holds its row.
CREATE TABLE wallets (
    id            uuid PRIMARY KEY,
    customer_id   uuid           NOT NULL REFERENCES customers,
    currency      char(3)        NOT NULL,
    name          varchar(200)   NOT NULL,
    priority      integer        NOT NULL CHECK (priority BETWEEN 0 AND 1000), -- lower pays first
    credit_rate   numeric(27,12) NOT NULL CHECK (credit_rate > 0), -- money of one credit
    created_at    timestamptz    NOT NULL, -- the tenant's clock
    terminated_at timestamptz,
    version       integer        NOT NULL DEFAULT 0
);
CREATE INDEX wallets_customer ON wallets (customer_id, id);
GRANT SELECT, INSERT, UPDATE (name, terminated_at, version) ON wallets TO ${tenant};
CREATE TABLE wallet_top_ups (
    id           uuid PRIMARY KEY,
    wallet_id    uuid           NOT NULL REFERENCES wallets,
    kind         varchar(16)    NOT NULL CHECK (kind IN ('granted', 'purchased')),
    credits      numeric(27,12) NOT NULL CHECK (credits > 0),
    amount_minor bigint         NOT NULL CHECK (amount_minor > 0), -- credits times the rate, rounded once
    left_minor   bigint         NOT NULL,
    expires_at   timestamptz,
    made_at      timestamptz    NOT NULL, -- the tenant's clock
    usable_at    timestamptz, -- since when it pays; null: its invoice is not paid
    invoice_id   uuid REFERENCES invoices, -- which sells it
    CONSTRAINT wallet_top_ups_left CHECK (left_minor BETWEEN 0 AND amount_minor),
    CONSTRAINT wallet_top_ups_usable CHECK (usable_at IS NOT NULL OR left_minor = 0),
    CONSTRAINT wallet_top_ups_sold CHECK ((kind = 'purchased') = (invoice_id IS NOT NULL) AND (kind = 'purchased' OR usable_at IS NOT NULL))
);
CREATE INDEX wallet_top_ups_wallet ON wallet_top_ups (wallet_id, id);
CREATE UNIQUE INDEX wallet_top_ups_invoice ON wallet_top_ups (invoice_id) WHERE invoice_id IS NOT NULL;
CREATE INDEX wallet_top_ups_expiry ON wallet_top_ups (expires_at) WHERE left_minor > 0;
GRANT SELECT, INSERT, UPDATE (left_minor, usable_at) ON wallet_top_ups TO ${tenant};
-- Insert-only, by right.
CREATE TABLE wallet_transactions (
    id           uuid PRIMARY KEY,
    top_up_id    uuid        NOT NULL REFERENCES wallet_top_ups,
    kind         varchar(16) NOT NULL CHECK (kind IN ('top_up', 'use', 'return', 'expiry')),
    amount_minor bigint      NOT NULL, -- below zero for what is taken
    invoice_id   uuid REFERENCES invoices, -- which used it, or had
    made_at      timestamptz NOT NULL, -- the tenant's clock
    CONSTRAINT wallet_transactions_sign CHECK (amount_minor <> 0 AND (amount_minor > 0) = (kind IN ('top_up', 'return'))),
    CONSTRAINT wallet_transactions_used CHECK ((kind IN ('use', 'return')) = (invoice_id IS NOT NULL))
);
CREATE UNIQUE INDEX wallet_transactions_once ON wallet_transactions (invoice_id, top_up_id, kind) WHERE invoice_id IS NOT NULL;
CREATE INDEX wallet_transactions_top_up ON wallet_transactions (top_up_id, id);
GRANT SELECT, INSERT ON wallet_transactions TO ${tenant};
-- What is due of an invoice is total - applied - wallet + returned - credited - (paid - refunded) - (written off - recovered).
ALTER TABLE invoices
    DROP CONSTRAINT invoices_tax_treatment_check,
    ADD CONSTRAINT invoices_tax_treatment_check
        CHECK (tax_treatment IN ('exempt', 'domestic', 'reverse_charge', 'destination', 'outside', 'no_supply')),
    ADD COLUMN wallet_minor bigint NOT NULL DEFAULT 0, -- from the customer's wallets when it was finalized
    ADD CONSTRAINT invoices_wallet CHECK (wallet_minor BETWEEN 0 AND greatest(total_minor - applied_minor, 0)),
    DROP CONSTRAINT invoices_returned,
    ADD CONSTRAINT invoices_returned
        CHECK (returned_minor BETWEEN 0 AND greatest(applied_minor, 0) + wallet_minor + paid_minor - refunded_minor
            OR (status = 'void' AND returned_minor = applied_minor)),
    DROP CONSTRAINT invoices_settled,
    ADD CONSTRAINT invoices_settled CHECK (applied_minor + wallet_minor - returned_minor + paid_minor - refunded_minor
        + written_off_minor - recovered_minor <= greatest(total_minor - credited_minor, 0)),
    DROP CONSTRAINT invoices_paid,
    ADD CONSTRAINT invoices_paid CHECK ((status IN ('paid', 'uncollectible'))
        = (applied_minor + wallet_minor - returned_minor + paid_minor - refunded_minor + written_off_minor - recovered_minor
               = total_minor - credited_minor
           AND status <> 'void'));
ALTER TABLE transfers
    DROP CONSTRAINT transfers_kind_check,
    ADD CONSTRAINT transfers_kind_check CHECK (kind IN ('invoice', 'payment', 'credit_note', 'void', 'write_off', 'expiry')),
    DROP CONSTRAINT transfers_accounts,
    ADD CONSTRAINT transfers_accounts
        CHECK (debit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable', 'write_off', 'customer_credit', 'wallet_liability',
                         'wallet_grants', 'breakage')
           AND credit IN ('receivable', 'cash_manual', 'revenue', 'tax_payable', 'write_off', 'customer_credit', 'wallet_liability',
                          'wallet_grants', 'breakage'));
