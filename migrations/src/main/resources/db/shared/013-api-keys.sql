--liquibase formatted sql

--changeset countinghouse:013-api-keys
-- A key may be bound to networks, and be replaced by another while it is still good for a while.
ALTER TABLE api_keys
    ADD COLUMN allowed_ips varchar(50)[] NOT NULL DEFAULT '{}' CHECK (cardinality(allowed_ips) <= 20), -- empty: from anywhere
    ADD COLUMN replaced_by uuid REFERENCES api_keys;
CREATE INDEX api_keys_created_by ON api_keys (created_by);
GRANT UPDATE (expires_at, replaced_by) ON api_keys TO ch_tenant;
