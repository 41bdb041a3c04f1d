--liquibase formatted sql

--changeset countinghouse:024-usage-retention
-- After how many months usage that is invoiced is deleted; 0: never.
ALTER TABLE tenants ADD COLUMN usage_retention_months smallint NOT NULL DEFAULT 0
    CHECK (usage_retention_months = 0 OR usage_retention_months BETWEEN 2 AND 240);
GRANT UPDATE (usage_retention_months) ON tenants TO ch_tenant;
-- Who works for a tenant looks after this each day of the tenant's clock, and asks for a job of the owner of its tables.
ALTER TABLE due_work
    DROP CONSTRAINT due_work_kind_check,
    ADD CONSTRAINT due_work_kind_check CHECK (kind IN ('usage_aggregation', 'invoice_generation', 'payment_reminders', 'audit_sealing', 'usage_retention'));
INSERT INTO due_work (tenant_id, kind, business_clock) SELECT id, 'usage_retention', test_clock FROM tenants WHERE status <> 'erased' ON CONFLICT DO NOTHING;
ALTER TABLE jobs
    DROP CONSTRAINT jobs_kind_check,
    ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('backup', 'export', 'restore', 'clone', 'archive', 'unarchive', 'erase_customer', 'erase_tenant', 'import', 'delete_usage'));
ALTER POLICY tenant_own ON jobs
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user)
        AND kind IN ('export', 'clone', 'erase_customer', 'delete_usage'));
