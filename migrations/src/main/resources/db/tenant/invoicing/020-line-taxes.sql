--liquibase formatted sql

--changeset countinghouse:invoices-020
-- Codes of the taxes on a line, where they are not all of its invoice's: those of a line that was written before this are.
ALTER TABLE invoice_lines ADD COLUMN tax_rates varchar(64)[] CHECK (cardinality(tax_rates) <= 5);
