--liquibase formatted sql

--changeset countinghouse:008-jobs-once
-- The same job is open once: whoever asks again is told of the one that is.
CREATE UNIQUE INDEX jobs_open_once ON jobs (tenant_id, kind, parameters) WHERE state IN ('queued', 'running');

--changeset countinghouse:008-sandboxes
GRANT SELECT (source_tenant_id) ON tenants TO ch_identity; -- a tenant's sandboxes are rows that its own role cannot see
