--liquibase formatted sql

--changeset countinghouse:invoices-070
-- An invoice in place of a void one has the same lines, a generation later. So the void one's and its own stand beside each other under
-- the rules against billing twice, and no third does: an invoice is replaced once.
ALTER TABLE invoices
    ADD COLUMN generation     integer NOT NULL DEFAULT 0,
    ADD COLUMN replaces_id    uuid UNIQUE REFERENCES invoices,
    ADD COLUMN replaced_by_id uuid REFERENCES invoices,
    ADD CONSTRAINT invoices_generation CHECK (generation >= 0 AND (generation = 0) = (replaces_id IS NULL)),
    ADD CONSTRAINT invoices_replaced CHECK (replaced_by_id IS NULL OR status = 'void');
GRANT UPDATE (replaced_by_id) ON invoices TO ${tenant};
ALTER TABLE invoice_lines
    ADD COLUMN generation integer NOT NULL DEFAULT 0, -- its invoice's
    DROP CONSTRAINT invoice_lines_once,
    ADD CONSTRAINT invoice_lines_once
        UNIQUE NULLS NOT DISTINCT (subscription_item_id, charge_id, period, purpose, bucket, sequence, generation),
    DROP CONSTRAINT invoice_lines_tile,
    ADD CONSTRAINT invoice_lines_tile EXCLUDE USING gist (subscription_item_id WITH =, charge_id WITH =, bucket WITH =,
        sequence WITH =, generation WITH =, period WITH &&) WHERE (purpose = 'regular');
