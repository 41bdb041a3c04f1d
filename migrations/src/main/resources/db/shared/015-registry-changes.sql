--liquibase formatted sql

--changeset countinghouse:015-registry-changes splitStatements:false
-- Servers remember what they looked up of the registry and of people. Whatever changes it - a request, a job, a migration, a
-- hand - tells them on the channel ch_registry when it commits: whose rows changed, as t:<tenant>, u:<user> or * for all.
-- Arguments of the trigger: the letter, the column with the id, and columns that nobody remembers.
CREATE FUNCTION tell_registry_change() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
    before jsonb := CASE WHEN TG_OP = 'INSERT' THEN '{}' ELSE to_jsonb(OLD) END;
    after  jsonb := CASE WHEN TG_OP = 'DELETE' THEN '{}' ELSE to_jsonb(NEW) END;
BEGIN
    IF before - TG_ARGV[2:] IS DISTINCT FROM after - TG_ARGV[2:] THEN
        IF TG_ARGV[0] = '*' THEN
            PERFORM pg_catalog.pg_notify('ch_registry', '*');
        ELSE
            PERFORM pg_catalog.pg_notify('ch_registry', pg_catalog.format('%s:%s', TG_ARGV[0],
                                         coalesce(before ->> TG_ARGV[1], after ->> TG_ARGV[1])));
        END IF;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION tell_registry_change() FROM PUBLIC;
CREATE TRIGGER tell_change AFTER UPDATE OR DELETE ON tenants FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('t', 'id', 'name', 'time_zone', 'currency', 'net_terms_days', 'test_clock', 'version',
                                          'branding', 'status_reason', 'storage_measured_at');
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON subscriptions FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('t', 'tenant_id');
CREATE TRIGGER tell_change AFTER UPDATE OR DELETE ON plans FOR EACH ROW EXECUTE FUNCTION tell_registry_change('*', 'id', 'name');
CREATE TRIGGER tell_change AFTER UPDATE OR DELETE ON memberships FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('t', 'tenant_id');
CREATE TRIGGER tell_change AFTER UPDATE OR DELETE ON users FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('u', 'id', 'name', 'password_hash', 'version');
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON roles FOR EACH ROW
    EXECUTE FUNCTION tell_registry_change('t', 'tenant_id', 'name', 'version');
