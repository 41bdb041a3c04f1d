--liquibase formatted sql

--changeset countinghouse:033-customer-mail splitStatements:false
-- A tenant learns what became of its mails, and nothing of what they say.
GRANT SELECT (id, tenant_id, state, last_error) ON mails TO ch_tenant;
CREATE POLICY tenant_outcomes ON mails FOR SELECT TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
-- Mails to customers that wait to be written; follows real time.
ALTER TABLE due_work
    DROP CONSTRAINT due_work_kind_check,
    ADD CONSTRAINT due_work_kind_check CHECK (kind IN ('usage_aggregation', 'invoice_generation', 'payment_reminders', 'audit_sealing', 'usage_retention', 'payment_collection', 'revenue_recognition', 'customer_mails'));
INSERT INTO due_work (tenant_id, kind) SELECT id, 'customer_mails' FROM tenants WHERE status <> 'erased' ON CONFLICT DO NOTHING;
