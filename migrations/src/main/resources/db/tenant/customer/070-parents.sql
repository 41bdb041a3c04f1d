--liquibase formatted sql

--changeset countinghouse:customers-070
-- Who pays for a customer; null: he himself. By one reference, which also holds against requests at the same moment, a parent is in his
-- child's currency and has no parent himself: so no chain is longer than one, and none leads back.
ALTER TABLE customers
    ADD COLUMN parent_customer_id uuid,
    ADD COLUMN is_child           boolean NOT NULL GENERATED ALWAYS AS (parent_customer_id IS NOT NULL) STORED,
    ADD COLUMN parent_is_child    boolean GENERATED ALWAYS AS (CASE WHEN parent_customer_id IS NOT NULL THEN false END) STORED,
    ADD CONSTRAINT customers_payer UNIQUE (id, currency, is_child),
    ADD CONSTRAINT customers_parent FOREIGN KEY (parent_customer_id, currency, parent_is_child)
        REFERENCES customers (id, currency, is_child);
CREATE INDEX customers_children ON customers (parent_customer_id, id) WHERE parent_customer_id IS NOT NULL;
