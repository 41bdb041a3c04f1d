--liquibase formatted sql

--changeset countinghouse:014-tenant-groups splitStatements:false
-- ch_tenant in sixteen groups: a GRANT reads all members of the role it grants, so a new tenant joins one of these and not
-- ch_tenant itself. Tenants of before stay members of ch_tenant. Roles belong to the cluster: another database may have them.
DO $$
DECLARE
    name text;
    options text := CASE WHEN current_setting('server_version_num')::integer >= 160000
                         THEN ' WITH INHERIT TRUE, SET FALSE' ELSE '' END;
BEGIN
    FOR i IN 0..15 LOOP
        name := 'ch_tenants_' || to_hex(i);
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', name);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END;
        EXECUTE format('GRANT ch_tenant TO %I%s', name, options);
    END LOOP;
END $$;
