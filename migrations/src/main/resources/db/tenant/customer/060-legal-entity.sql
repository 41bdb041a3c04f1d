--liquibase formatted sql

--changeset countinghouse:customers-060
-- Which legal entity bills him; null: the tenant itself.
ALTER TABLE customers
    ADD COLUMN legal_entity varchar(24) CONSTRAINT customers_legal_entity_open REFERENCES legal_entities (open_code);
CREATE INDEX customers_legal_entity ON customers (legal_entity) WHERE legal_entity IS NOT NULL;
