--liquibase formatted sql

--changeset countinghouse:028-webhook-endpoints
-- Where a tenant wants its events sent. Not in its books, as are its keys: a copy or a restore of the books brings no endpoint along,
-- and nothing that was sent is sent again. Secrets are sealed with the master key.
CREATE TABLE webhook_endpoints (
    id                uuid PRIMARY KEY,
    tenant_id         uuid          NOT NULL REFERENCES tenants,
    url               varchar(500)  NOT NULL,
    description       varchar(500)  NOT NULL,
    event_types       varchar(64)[] NOT NULL CHECK (cardinality(event_types) <= 100), -- invoice.finalized, invoice.*; none: all
    status            varchar(16)   NOT NULL CHECK (status IN ('enabled', 'disabled', 'deleted')),
    disabled_because  varchar(16) CHECK (disabled_because IN ('asked', 'gone', 'failing')),
    sealed_secret     bytea,
    sealed_old_secret bytea, -- signs too until then
    old_secret_until  timestamptz,
    created_at        timestamptz   NOT NULL, -- real time, as all instants here
    last_success_at   timestamptz,
    version           integer       NOT NULL DEFAULT 0,
    served_at         timestamptz   NOT NULL DEFAULT '-infinity',
    lease_until       timestamptz, -- a replica delivers to it; in order of the events, so only one
    lease_token       uuid,
    UNIQUE (tenant_id, id),
    CONSTRAINT webhook_endpoints_because CHECK ((status = 'disabled') = (disabled_because IS NOT NULL)),
    CONSTRAINT webhook_endpoints_secret CHECK ((status = 'deleted') = (sealed_secret IS NULL)),
    CONSTRAINT webhook_endpoints_old_secret CHECK ((sealed_old_secret IS NULL) = (old_secret_until IS NULL)
        AND (sealed_secret IS NOT NULL OR sealed_old_secret IS NULL)),
    CONSTRAINT webhook_endpoints_lease CHECK ((lease_until IS NULL) = (lease_token IS NULL))
);

--changeset countinghouse:028-webhook-deliveries
-- An event that an endpoint wants: written with the event, by whoever writes it. What is sent is in the event.
CREATE TABLE webhook_deliveries (
    endpoint_id     uuid        NOT NULL,
    event_id        uuid        NOT NULL,
    tenant_id       uuid        NOT NULL,
    event_type      varchar(64) NOT NULL,
    subject_id      uuid        NOT NULL, -- events of one go one after the other
    state           varchar(16) NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts BETWEEN 0 AND 10), -- since it was last asked for
    next_attempt_at timestamptz DEFAULT now(),
    last_attempt_at timestamptz,
    last_status     integer CHECK (last_status BETWEEN 100 AND 999), -- null: there was no answer
    last_millis     integer CHECK (last_millis >= 0),
    last_error      varchar(300),
    created_at      timestamptz NOT NULL DEFAULT now(),
    finished_at     timestamptz,
    PRIMARY KEY (endpoint_id, event_id),
    FOREIGN KEY (tenant_id, endpoint_id) REFERENCES webhook_endpoints (tenant_id, id),
    CONSTRAINT webhook_deliveries_pending CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL)
        AND (state = 'pending') = (finished_at IS NULL)),
    CONSTRAINT webhook_deliveries_last CHECK (attempts = 0 OR last_attempt_at IS NOT NULL)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_attempt_at) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_order ON webhook_deliveries (endpoint_id, event_id) WHERE state = 'pending';
CREATE INDEX webhook_deliveries_subject ON webhook_deliveries (endpoint_id, subject_id, event_id) WHERE state = 'pending';

--changeset countinghouse:028-webhook-rights splitStatements:false
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['webhook_endpoints', 'webhook_deliveries'] LOOP
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY owner_all ON public.%I TO ch_owner USING (true) WITH CHECK (true)', t);
        EXECUTE format('CREATE POLICY tenant_own ON public.%I TO ch_tenant'
            || ' USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))'
            || ' WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))', t);
    END LOOP;
END $$;
GRANT SELECT, INSERT (id, tenant_id, url, description, event_types, status, disabled_because, sealed_secret, sealed_old_secret,
                      old_secret_until, created_at, last_success_at, version),
    UPDATE (url, description, event_types, status, disabled_because, sealed_secret, sealed_old_secret, old_secret_until,
            last_success_at, version) ON webhook_endpoints TO ch_tenant;
GRANT SELECT, INSERT (endpoint_id, event_id, tenant_id, event_type, subject_id),
    UPDATE (state, attempts, next_attempt_at, last_attempt_at, last_status, last_millis, last_error, finished_at)
    ON webhook_deliveries TO ch_tenant;
-- Claims endpoints and forgets old deliveries: where they lead and what their secrets are it does not see.
GRANT SELECT (id, tenant_id, status, served_at, lease_until, lease_token), UPDATE (served_at, lease_until, lease_token)
    ON webhook_endpoints TO ch_worker;
GRANT SELECT (endpoint_id, event_id, state, next_attempt_at), DELETE ON webhook_deliveries TO ch_worker;
CREATE POLICY worker_read ON webhook_endpoints FOR SELECT TO ch_worker USING (true);
CREATE POLICY worker_lease ON webhook_endpoints FOR UPDATE TO ch_worker USING (true);
CREATE POLICY worker_read ON webhook_deliveries FOR SELECT TO ch_worker USING (true);
CREATE POLICY worker_forget ON webhook_deliveries FOR DELETE TO ch_worker USING (true);
