--liquibase formatted sql

--changeset countinghouse:customers-002
-- When the customer's personal data was erased; the row stays, because invoices refer to it.
ALTER TABLE customers ADD COLUMN erased_at timestamptz;
