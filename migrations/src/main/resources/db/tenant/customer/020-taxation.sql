--liquibase formatted sql

--changeset countinghouse:customers-020
-- Codes of tax rates where neither charge nor plan names any; and why no tax is charged at all.
ALTER TABLE customers
    ADD COLUMN tax_rates         varchar(64)[] NOT NULL DEFAULT '{}' CHECK (cardinality(tax_rates) <= 5),
    ADD COLUMN tax_exempt        boolean       NOT NULL DEFAULT false,
    ADD COLUMN tax_exempt_reason varchar(200) CHECK (tax_exempt_reason <> ''),
    ADD CONSTRAINT customers_tax_exempt CHECK (NOT tax_exempt OR tax_exempt_reason IS NOT NULL);
