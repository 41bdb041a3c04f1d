--liquibase formatted sql

--changeset countinghouse:customers-040
-- Days from an invoice's date to its due date; null: the tenant's.
ALTER TABLE customers ADD COLUMN net_terms_days smallint CHECK (net_terms_days BETWEEN 0 AND 365);
