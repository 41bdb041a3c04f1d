--liquibase formatted sql

--changeset countinghouse:invoices-050
-- The tenant as it stood on documents when the invoice was finalized; null on invoices from before this was kept.
ALTER TABLE invoices ADD COLUMN seller jsonb CHECK (jsonb_typeof(seller) = 'object');
