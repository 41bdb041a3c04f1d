--liquibase formatted sql

--changeset countinghouse:customers-050
-- Days for which invoices stay drafts; null: the tenant's.
ALTER TABLE customers ADD COLUMN grace_period_days smallint CHECK (grace_period_days BETWEEN 0 AND 30);
