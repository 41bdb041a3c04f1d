--liquibase formatted sql

--changeset countinghouse:026-verification
-- A tenant may ask for a proof of its invoices.
ALTER TABLE jobs
    DROP CONSTRAINT jobs_kind_check,
    ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('backup', 'export', 'restore', 'clone', 'archive', 'unarchive', 'erase_customer', 'erase_tenant', 'import', 'delete_usage', 'verify_invoices'));
ALTER POLICY tenant_own ON jobs
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user)
        AND kind IN ('export', 'clone', 'erase_customer', 'delete_usage', 'verify_invoices'));
