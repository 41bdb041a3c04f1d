--liquibase formatted sql

--changeset countinghouse:payments-011
-- Money of a payment that goes back. What is asked of the gateway is frozen here before it is asked, under the refund's id. From the
-- moment that it is made nobody else can have this money: it is owed to the customer (account refunds) until the gateway has said
-- that it went out (outcome), or that it did not or came back (failure).
CREATE TABLE refunds (
    id                uuid PRIMARY KEY,
    payment_id        uuid         NOT NULL REFERENCES payments,
    invoice_id        uuid         NOT NULL REFERENCES invoices,
    customer_id       uuid         NOT NULL REFERENCES customers,
    credit_note_id    uuid REFERENCES credit_notes DEFERRABLE INITIALLY DEFERRED, -- which gives it back; written after it
    gateway           varchar(16)  NOT NULL CHECK (gateway IN ('manual', 'stripe')),
    account           varchar(100), -- whose at the gateway
    amount_minor      bigint       NOT NULL CHECK (amount_minor > 0),
    excess_minor      bigint       NOT NULL, -- of it, what had been too much and comes out of the customer's credit balance
    currency          char(3)      NOT NULL,
    reason            varchar(500),
    status            varchar(16)  NOT NULL CHECK (status IN ('pending', 'unknown', 'succeeded', 'failed')),
    gateway_reference varchar(255), -- once the gateway has said it
    code              varchar(64),
    message           varchar(500),
    refunded_on       date         NOT NULL,
    outcome_id        uuid,         -- of the entry that posts that it went out
    outcome_on        date,
    failure_id        uuid,         -- of the entry that posts that it stayed
    failure_on        date,
    kept_minor        bigint,       -- of what stayed, what settles the invoice again; the rest is to the customer's credit
    created_at        timestamptz  NOT NULL, -- by the tenant's clock
    begun_at          timestamptz,  -- real time: how long the gateway remembers the key
    next_check_at     timestamptz,  -- real time: when it is asked again
    checks            integer      NOT NULL DEFAULT 0,
    version           integer      NOT NULL DEFAULT 0,
    CONSTRAINT refunds_excess CHECK (excess_minor BETWEEN 0 AND amount_minor AND (credit_note_id IS NULL OR excess_minor = 0)),
    CONSTRAINT refunds_account CHECK ((gateway = 'manual') = (account IS NULL)),
    CONSTRAINT refunds_manual CHECK (gateway <> 'manual' OR (status = 'succeeded' AND credit_note_id IS NULL)),
    -- whatever is not over is asked about some day; what went out may come back still
    CONSTRAINT refunds_checked CHECK (CASE WHEN status IN ('pending', 'unknown') THEN next_check_at IS NOT NULL
        ELSE status = 'succeeded' OR next_check_at IS NULL END),
    CONSTRAINT refunds_begun CHECK (status = 'pending' OR gateway = 'manual' OR begun_at IS NOT NULL),
    CONSTRAINT refunds_booked CHECK ((outcome_id IS NULL) = (outcome_on IS NULL) AND num_nulls(failure_id, failure_on, kept_minor) IN (0, 3)
        AND (status = 'failed') = (failure_id IS NOT NULL)
        AND CASE WHEN status = 'succeeded' THEN (outcome_id IS NULL) = (gateway = 'manual')
                 ELSE status = 'failed' OR outcome_id IS NULL END),
    CONSTRAINT refunds_kept CHECK (kept_minor BETWEEN 0 AND amount_minor - excess_minor),
    CONSTRAINT refunds_failed CHECK (status <> 'failed' OR code IS NOT NULL),
    CONSTRAINT refunds_reference CHECK (status <> 'succeeded' OR gateway = 'manual' OR gateway_reference IS NOT NULL)
);
CREATE UNIQUE INDEX refunds_gateway ON refunds (gateway, account, gateway_reference) WHERE gateway_reference IS NOT NULL;
CREATE INDEX refunds_due ON refunds (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX refunds_payment ON refunds (payment_id);
CREATE INDEX refunds_invoice ON refunds (invoice_id, id);
CREATE INDEX refunds_customer ON refunds (customer_id, id);
CREATE INDEX refunds_credit_note ON refunds (credit_note_id) WHERE credit_note_id IS NOT NULL;
GRANT SELECT, INSERT, UPDATE (status, gateway_reference, code, message, outcome_id, outcome_on, failure_id, failure_on, kept_minor,
        begun_at, next_check_at, checks, version) ON refunds TO ${tenant};
-- What went back is owed again and may be paid again, so that more can have been paid than the invoice comes to: also after it
-- did not go out at last, which is to the credit balance then.
ALTER TABLE invoices
    DROP CONSTRAINT invoices_check3,
    ADD CONSTRAINT invoices_paid_amount
        CHECK (paid_minor >= 0 AND paid_minor - refunded_minor - greatest(returned_minor, 0) <= greatest(total_minor, 0));
-- Of a credit note's refund, what goes back through the gateways that it came by; the reference says how the rest was paid back.
ALTER TABLE credit_notes
    ADD COLUMN gateway_refund_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT credit_notes_gateway_refund CHECK (gateway_refund_minor BETWEEN 0 AND refund_minor),
    DROP CONSTRAINT credit_notes_check2,
    ADD CONSTRAINT credit_notes_reference CHECK ((refund_minor = gateway_refund_minor) = (refund_reference IS NULL));
ALTER TABLE transfers
    DROP CONSTRAINT transfers_kind_check,
    ADD CONSTRAINT transfers_kind_check
        CHECK (kind IN ('invoice', 'payment', 'credit_note', 'void', 'write_off', 'expiry', 'refund')),
    DROP CONSTRAINT transfers_accounts,
    ADD CONSTRAINT transfers_accounts
        CHECK (debit IN ('receivable', 'cash_manual', 'cash_stripe', 'refunds', 'revenue', 'tax_payable', 'write_off', 'customer_credit',
                         'wallet_liability', 'wallet_grants', 'breakage')
           AND credit IN ('receivable', 'cash_manual', 'cash_stripe', 'refunds', 'revenue', 'tax_payable', 'write_off', 'customer_credit',
                          'wallet_liability', 'wallet_grants', 'breakage'));
