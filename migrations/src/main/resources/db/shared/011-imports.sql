--liquibase formatted sql

--changeset countinghouse:011-imports
-- An import has no tenant until it has made one: then it is that tenant's job, and their ids are the same.
ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check;
ALTER TABLE jobs
    ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('backup', 'export', 'restore', 'clone', 'archive', 'unarchive', 'erase_customer', 'erase_tenant', 'import')),
    ALTER COLUMN tenant_id DROP NOT NULL,
    ADD CONSTRAINT jobs_without_tenant_are_imports CHECK (tenant_id IS NOT NULL OR kind = 'import');
