--liquibase formatted sql

--changeset countinghouse:023-tier-usage
-- How many usage events a tenant sent in a month of UTC, as its tier counts them: events are those taken before counted_before, told
-- are the percentages of the limit that were told of. Not beside the tenant's books: restoring those gives nothing back.
CREATE TABLE tier_usage (
    tenant_id      uuid        NOT NULL REFERENCES tenants,
    month          date        NOT NULL CHECK (extract(day FROM month) = 1),
    events         bigint      NOT NULL CHECK (events >= 0),
    counted_before timestamptz NOT NULL,
    told           integer[]   NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, month)
);
ALTER TABLE tier_usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE tier_usage FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON tier_usage TO ch_owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT (tenant_id, month, events, counted_before), UPDATE (events, counted_before, told) ON tier_usage TO ch_tenant;
CREATE POLICY tenant_own ON tier_usage TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user));
