--liquibase formatted sql

--changeset countinghouse:invoices-080
-- A line of purpose change is the difference that a change within a period makes to a fee which was billed in advance. Its sequence is the
-- change's place, so that a change is billed once.
ALTER TABLE invoice_lines DROP CONSTRAINT invoice_lines_purpose_check;
ALTER TABLE invoice_lines ADD CONSTRAINT invoice_lines_purpose_check
    CHECK (purpose IN ('regular', 'true_up', 'progressive', 'delta', 'change'));
