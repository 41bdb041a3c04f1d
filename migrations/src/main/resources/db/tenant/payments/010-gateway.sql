--liquibase formatted sql

--changeset countinghouse:payments-010
-- What customers can be charged by. The gateway holds the card; here is what it is called there and what people know it by.
CREATE TABLE payment_methods (
    id               uuid PRIMARY KEY,
    customer_id      uuid         NOT NULL REFERENCES customers,
    gateway          varchar(16)  NOT NULL CHECK (gateway IN ('stripe')),
    account          varchar(100) NOT NULL, -- whose at the gateway: another account cannot charge it
    gateway_customer varchar(255) NOT NULL,
    reference        varchar(255) NOT NULL,
    kind             varchar(32)  NOT NULL,
    brand            varchar(32),
    last4            varchar(4),
    exp_month        smallint CHECK (exp_month BETWEEN 1 AND 12),
    exp_year         smallint CHECK (exp_year BETWEEN 1970 AND 9999),
    is_default       boolean      NOT NULL,
    created_at       timestamptz  NOT NULL,
    detached_at      timestamptz,
    version          integer      NOT NULL DEFAULT 0,
    CONSTRAINT payment_methods_once UNIQUE (gateway, account, reference),
    CONSTRAINT payment_methods_attached CHECK (NOT is_default OR detached_at IS NULL),
    CONSTRAINT payment_methods_expiry CHECK ((exp_month IS NULL) = (exp_year IS NULL))
);
CREATE INDEX payment_methods_customer ON payment_methods (customer_id, id);
CREATE UNIQUE INDEX payment_methods_default ON payment_methods (customer_id) WHERE is_default;
GRANT SELECT, INSERT, UPDATE (is_default, detached_at, version) ON payment_methods TO ${tenant};
-- Attempts to charge an invoice. What is asked of the gateway is frozen here before it is asked, under the attempt's id.
CREATE TABLE payment_attempts (
    id                uuid PRIMARY KEY,
    invoice_id        uuid         NOT NULL REFERENCES invoices,
    customer_id       uuid         NOT NULL REFERENCES customers,
    payment_method_id uuid         NOT NULL REFERENCES payment_methods,
    gateway           varchar(16)  NOT NULL CHECK (gateway IN ('stripe')),
    account           varchar(100) NOT NULL,
    amount_minor      bigint       NOT NULL CHECK (amount_minor > 0),
    currency          char(3)      NOT NULL,
    status            varchar(16)  NOT NULL CHECK (status IN ('created', 'processing', 'requires_action', 'succeeded', 'failed', 'unknown')),
    gateway_customer  varchar(255), -- whom and what the gateway is asked to charge; forgotten when it is over
    method_reference  varchar(255),
    gateway_reference varchar(200), -- once the gateway has said it
    code              varchar(64), -- why it failed, or what is missing
    message           varchar(500),
    payment_id        uuid REFERENCES payments,
    created_at        timestamptz  NOT NULL, -- by the tenant's clock
    begun_at          timestamptz, -- real time: how long the gateway remembers the key
    next_check_at     timestamptz, -- real time: when it is asked again
    checks            integer      NOT NULL DEFAULT 0,
    version           integer      NOT NULL DEFAULT 0,
    CONSTRAINT payment_attempts_begun CHECK ((status = 'created') = (begun_at IS NULL)),
    -- whatever is not over is asked about some day
    CONSTRAINT payment_attempts_checked CHECK ((status IN ('succeeded', 'failed')) = (next_check_at IS NULL)),
    CONSTRAINT payment_attempts_asked CHECK ((gateway_customer IS NULL) = (method_reference IS NULL)
        AND (gateway_customer IS NULL OR next_check_at IS NOT NULL)),
    CONSTRAINT payment_attempts_paid CHECK ((status = 'succeeded') = (payment_id IS NOT NULL)),
    CONSTRAINT payment_attempts_failed CHECK (status <> 'failed' OR code IS NOT NULL),
    CONSTRAINT payment_attempts_reference CHECK (status NOT IN ('succeeded', 'requires_action') OR gateway_reference IS NOT NULL)
);
CREATE UNIQUE INDEX payment_attempts_open ON payment_attempts (invoice_id)
    WHERE status IN ('created', 'processing', 'requires_action', 'unknown');
CREATE UNIQUE INDEX payment_attempts_gateway ON payment_attempts (gateway, account, gateway_reference) WHERE gateway_reference IS NOT NULL;
CREATE UNIQUE INDEX payment_attempts_payment ON payment_attempts (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX payment_attempts_due ON payment_attempts (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX payment_attempts_invoice ON payment_attempts (invoice_id, id);
CREATE INDEX payment_attempts_customer ON payment_attempts (customer_id, id);
CREATE INDEX payment_attempts_method ON payment_attempts (payment_method_id);
GRANT SELECT, INSERT, UPDATE (amount_minor, status, gateway_customer, method_reference, gateway_reference, code, message, payment_id, begun_at,
    next_check_at, checks, version) ON payment_attempts TO ${tenant};
-- What a gateway told by itself, once each. Only what it is about is kept: the gateway is asked for the rest.
CREATE TABLE gateway_events (
    gateway     varchar(16)  NOT NULL CHECK (gateway IN ('stripe')),
    event_id    varchar(255) NOT NULL,
    type        varchar(100) NOT NULL,
    subject     varchar(255), -- what it is about, as the gateway calls it
    attempt_id  uuid REFERENCES payment_attempts,
    received_at timestamptz  NOT NULL, -- real time
    PRIMARY KEY (gateway, event_id)
);
CREATE INDEX gateway_events_attempt ON gateway_events (attempt_id) WHERE attempt_id IS NOT NULL;
GRANT SELECT, INSERT ON gateway_events TO ${tenant};
-- What came in through a gateway; more than was open of its invoice goes to the customer's credit balance.
ALTER TABLE payments
    ADD COLUMN excess_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT payments_excess CHECK (excess_minor BETWEEN 0 AND amount_minor AND (gateway <> 'manual' OR excess_minor = 0)),
    DROP CONSTRAINT payments_gateway_check,
    ADD CONSTRAINT payments_gateway_check CHECK (gateway IN ('manual', 'stripe'));
-- What a gateway has received is booked once.
CREATE UNIQUE INDEX payments_gateway ON payments (gateway, reference) WHERE gateway <> 'manual';
ALTER TABLE transfers
    DROP CONSTRAINT transfers_accounts,
    ADD CONSTRAINT transfers_accounts
        CHECK (debit IN ('receivable', 'cash_manual', 'cash_stripe', 'revenue', 'tax_payable', 'write_off', 'customer_credit',
                         'wallet_liability', 'wallet_grants', 'breakage')
           AND credit IN ('receivable', 'cash_manual', 'cash_stripe', 'revenue', 'tax_payable', 'write_off', 'customer_credit',
                          'wallet_liability', 'wallet_grants', 'breakage'));
