--liquibase formatted sql

--changeset countinghouse:catalog-050
-- Whose consumers pay the rate: of each country one that is not archived. Like its percent it never changes.
ALTER TABLE tax_rates ADD COLUMN country char(2) CHECK (country ~ '^[A-Z]{2}$');
CREATE UNIQUE INDEX tax_rates_country_key ON tax_rates (country) WHERE archived_at IS NULL;
