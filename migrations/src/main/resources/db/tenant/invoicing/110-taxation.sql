--liquibase formatted sql

--changeset countinghouse:invoices-110
-- What decided its taxes besides the rates that are named: by the customer and the seller as they stand on it. Null: nothing did.
ALTER TABLE invoices ADD COLUMN tax_treatment varchar(16)
    CHECK (tax_treatment IN ('exempt', 'domestic', 'reverse_charge', 'destination', 'outside'));
