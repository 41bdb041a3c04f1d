--liquibase formatted sql

--changeset countinghouse:invoices-160
-- Whose subscription an invoice bills, where his parent customer has to pay it; null: the customer's own.
ALTER TABLE invoices
    ADD COLUMN child_customer_id uuid REFERENCES customers,
    ADD CONSTRAINT invoices_child
        CHECK (child_customer_id IS NULL OR (child_customer_id <> customer_id AND subscription_id IS NOT NULL));
CREATE INDEX invoices_children ON invoices (child_customer_id, id) WHERE child_customer_id IS NOT NULL;
