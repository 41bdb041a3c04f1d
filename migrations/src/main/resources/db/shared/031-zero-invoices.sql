--liquibase formatted sql

--changeset countinghouse:031-zero-invoices
-- Whether invoices of subscriptions that come to nothing are not issued.
ALTER TABLE tenants ADD COLUMN skip_zero_invoices boolean NOT NULL DEFAULT false;
GRANT UPDATE (skip_zero_invoices) ON tenants TO ch_tenant;
