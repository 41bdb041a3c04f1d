--liquibase formatted sql

--changeset countinghouse:payments-001
CREATE TABLE payments (
    id           uuid PRIMARY KEY,
    external_id  varchar(255) UNIQUE,
    invoice_id   uuid         NOT NULL REFERENCES invoices,
    customer_id  uuid         NOT NULL REFERENCES customers,
    gateway      varchar(16)  NOT NULL CHECK (gateway IN ('manual')),
    reference    varchar(200) NOT NULL,
    amount_minor bigint       NOT NULL CHECK (amount_minor > 0),
    currency     char(3)      NOT NULL,
    paid_on      date         NOT NULL,
    created_at   timestamptz  NOT NULL,
    CONSTRAINT payments_once UNIQUE (invoice_id, gateway, reference)
);
CREATE INDEX payments_customer ON payments (customer_id, id);
GRANT SELECT, INSERT ON payments TO ${tenant};
