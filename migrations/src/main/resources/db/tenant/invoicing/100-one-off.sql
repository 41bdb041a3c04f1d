--liquibase formatted sql

--changeset countinghouse:invoices-100
-- A line of purpose one_off was written by hand: it bills no subscription item, and nothing says that the same may not be billed again.
-- Each other line is of an item.
ALTER TABLE invoice_lines
    DROP CONSTRAINT invoice_lines_purpose_check,
    ADD CONSTRAINT invoice_lines_purpose_check
        CHECK (purpose IN ('regular', 'true_up', 'progressive', 'delta', 'change', 'one_off')),
    ADD CONSTRAINT invoice_lines_item CHECK ((purpose = 'one_off') = (subscription_item_id IS NULL)),
    ADD CONSTRAINT invoice_lines_one_off CHECK (purpose <> 'one_off' OR (charge_id IS NULL AND metric IS NULL)),
    DROP CONSTRAINT invoice_lines_once;
CREATE UNIQUE INDEX invoice_lines_once
    ON invoice_lines (subscription_item_id, charge_id, period, purpose, bucket, sequence, generation) NULLS NOT DISTINCT
    WHERE subscription_item_id IS NOT NULL;
