--liquibase formatted sql

--changeset countinghouse:013-audit
-- Chaining what was written to the audit log, tenant by tenant; follows real time.
ALTER TABLE due_work
    DROP CONSTRAINT due_work_kind_check,
    ADD CONSTRAINT due_work_kind_check CHECK (kind IN ('usage_aggregation', 'invoice_generation', 'payment_reminders', 'audit_sealing'));
INSERT INTO due_work (tenant_id, kind) SELECT id, 'audit_sealing' FROM tenants WHERE status <> 'erased' ON CONFLICT DO NOTHING;
