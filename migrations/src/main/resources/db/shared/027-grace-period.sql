--liquibase formatted sql

--changeset countinghouse:027-grace-period
-- For how many days an invoice stays a draft after its period has ended; 0: it is finalized at once.
ALTER TABLE tenants ADD COLUMN grace_period_days smallint NOT NULL DEFAULT 0 CHECK (grace_period_days BETWEEN 0 AND 30);
GRANT UPDATE (grace_period_days) ON tenants TO ch_tenant;
