--liquibase formatted sql

--changeset countinghouse:customers-010
-- What documents name of a customer besides name and country; null: the tenant's language.
ALTER TABLE customers
    ADD COLUMN address jsonb CHECK (jsonb_typeof(address) = 'object'),
    ADD COLUMN vat_id  varchar(32),
    ADD COLUMN locale  varchar(35);
