--liquibase formatted sql

--changeset countinghouse:032-revenue-recognition
-- What days of service earn is recognised by a kind of work of its own.
ALTER TABLE due_work
    DROP CONSTRAINT due_work_kind_check,
    ADD CONSTRAINT due_work_kind_check CHECK (kind IN ('usage_aggregation', 'invoice_generation', 'payment_reminders', 'audit_sealing', 'usage_retention', 'payment_collection', 'revenue_recognition'));
INSERT INTO due_work (tenant_id, kind, business_clock) SELECT id, 'revenue_recognition', test_clock FROM tenants WHERE status <> 'erased' ON CONFLICT DO NOTHING;
