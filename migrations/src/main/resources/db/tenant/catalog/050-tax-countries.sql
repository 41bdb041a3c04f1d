--liquibase formatted sql

--changeset countinghouse:catalog-050
-- Whose consumers pay the rate: of each country the newest that is not archived. Like its percent it never changes.
ALTER TABLE tax_rates ADD COLUMN country char(2) CHECK (country ~ '^[A-Z]{2}$');
