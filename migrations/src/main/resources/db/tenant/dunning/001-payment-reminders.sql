--liquibase formatted sql

--changeset countinghouse:payment-reminders-001
-- At most one reminder per invoice and step; its outbox event is written with it.
CREATE TABLE payment_reminders (
    invoice_id   uuid        NOT NULL REFERENCES invoices,
    step         varchar(16) NOT NULL CHECK (step IN ('before_due', 'on_due', 'after_due')),
    scheduled_on date        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (invoice_id, step)
);
GRANT SELECT, INSERT ON payment_reminders TO ${tenant};
