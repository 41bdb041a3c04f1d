--liquibase formatted sql

--changeset countinghouse:022-known-api-keys
-- Servers remember API keys too. One that is new is remembered nowhere; when it is used is nothing that anybody remembers.
CREATE TRIGGER tell_change AFTER UPDATE OR DELETE ON api_keys FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('t', 'tenant_id', 'name', 'last_used_at');
