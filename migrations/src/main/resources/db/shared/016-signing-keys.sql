--liquibase formatted sql

--changeset countinghouse:016-signing-keys
-- A retired key stays in the published set, so that documents signed with it can be checked; one that somebody else may have
-- had does not.
ALTER TABLE signing_keys ADD COLUMN compromised boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT signing_keys_compromised_are_retired CHECK (NOT compromised OR retired_at IS NOT NULL);
GRANT UPDATE (compromised) ON signing_keys TO ch_identity;
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE ON signing_keys FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('*', 'kid');
