--liquibase formatted sql

--changeset countinghouse:payments-012
-- Pages of the gateway on which a customer pays an invoice himself. What is asked of the gateway is frozen here before it is asked,
-- under the link's id.
CREATE TABLE payment_links (
    id                uuid PRIMARY KEY,
    invoice_id        uuid          NOT NULL REFERENCES invoices,
    customer_id       uuid          NOT NULL REFERENCES customers,
    gateway           varchar(16)   NOT NULL CHECK (gateway IN ('stripe')),
    account           varchar(100)  NOT NULL,
    gateway_customer  varchar(255), -- what the account calls the customer, where it knows him
    amount_minor      bigint        NOT NULL CHECK (amount_minor > 0),
    currency          char(3)       NOT NULL,
    success_url       varchar(2000) NOT NULL,
    cancel_url        varchar(2000),
    status            varchar(16)   NOT NULL CHECK (status IN ('created', 'open', 'paid', 'expired', 'failed')),
    gateway_reference varchar(255), -- once the gateway has said it
    url               varchar(5000),
    expires_at        timestamptz,  -- real time
    code              varchar(64),
    message           varchar(500),
    payment_id        uuid REFERENCES payments,
    created_at        timestamptz   NOT NULL, -- by the tenant's clock
    begun_at          timestamptz,  -- real time: how long the gateway remembers the key
    next_check_at     timestamptz,  -- real time: when it is asked again
    checks            integer       NOT NULL DEFAULT 0,
    version           integer       NOT NULL DEFAULT 0,
    -- whatever is not over is asked about some day
    CONSTRAINT payment_links_checked CHECK ((status IN ('created', 'open')) = (next_check_at IS NOT NULL)),
    CONSTRAINT payment_links_begun CHECK (status = 'created' OR begun_at IS NOT NULL),
    CONSTRAINT payment_links_page CHECK ((status IN ('created', 'failed')) = (gateway_reference IS NULL)
        AND (gateway_reference IS NULL) = (expires_at IS NULL)),
    CONSTRAINT payment_links_paid CHECK ((status = 'paid') = (payment_id IS NOT NULL)),
    CONSTRAINT payment_links_failed CHECK (status <> 'failed' OR code IS NOT NULL)
);
CREATE UNIQUE INDEX payment_links_open ON payment_links (invoice_id) WHERE status IN ('created', 'open');
CREATE UNIQUE INDEX payment_links_gateway ON payment_links (gateway, account, gateway_reference) WHERE gateway_reference IS NOT NULL;
CREATE UNIQUE INDEX payment_links_payment ON payment_links (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX payment_links_due ON payment_links (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX payment_links_invoice ON payment_links (invoice_id, id);
CREATE INDEX payment_links_customer ON payment_links (customer_id);
GRANT SELECT, INSERT, UPDATE (status, gateway_reference, url, expires_at, code, message, payment_id, begun_at, next_check_at, checks, version)
    ON payment_links TO ${tenant};
