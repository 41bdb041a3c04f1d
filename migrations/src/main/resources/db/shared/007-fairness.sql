--liquibase formatted sql

--changeset countinghouse:007-limits
-- What the members mean is said by TenantLimits: requests_at_once, the timeouts, sizes of bodies, storage_mib.
ALTER TABLE plans ADD CONSTRAINT plans_limits_are_an_object CHECK (jsonb_typeof(limits) = 'object');
UPDATE plans SET limits = '{"requests_at_once": 8, "statement_timeout_seconds": 15, "storage_mib": 10240}'
WHERE code = 'community' AND limits = '{}';

--changeset countinghouse:007-turns
-- Who was served longest ago comes first, so that a tenant with endless work takes its turn like the others.
ALTER TABLE due_work ADD COLUMN served_at timestamptz NOT NULL DEFAULT '-infinity';
GRANT UPDATE (served_at) ON due_work TO ch_worker;

--changeset countinghouse:007-storage
CREATE INDEX tenants_measured ON tenants (storage_measured_at NULLS FIRST) WHERE status = 'active';
GRANT SELECT (storage_measured_at) ON tenants TO ch_worker;
