--liquibase formatted sql

--changeset countinghouse:029-payment-gateways splitStatements:false
-- A tenant's own account at a payment gateway. It stands here and not in the tenant's schema, so that no archive, clone or restore of
-- the books carries its secrets, which are sealed with the master key.
CREATE TABLE payment_gateways (
    tenant_id             uuid         NOT NULL REFERENCES tenants,
    gateway               varchar(16)  NOT NULL CHECK (gateway IN ('stripe')),
    account               varchar(100) NOT NULL, -- as the gateway calls it
    livemode              boolean      NOT NULL, -- whether it moves real money
    sealed_secret_key     bytea        NOT NULL,
    secret_key_last4      varchar(4)   NOT NULL,
    sealed_webhook_secret bytea        NOT NULL,
    webhook_secret_last4  varchar(4)   NOT NULL,
    publishable_key       varchar(255) NOT NULL,
    collection            varchar(16)  NOT NULL CHECK (collection IN ('automatic', 'manual')),
    connected_at          timestamptz  NOT NULL,
    held_since            timestamptz, -- nothing is charged: other books were put in place, which do not know what was
    version               integer      NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, gateway)
);
ALTER TABLE payment_gateways ENABLE ROW LEVEL SECURITY;
ALTER TABLE payment_gateways FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_all ON payment_gateways TO ch_owner USING (true) WITH CHECK (true);
-- A sandbox is a copy to play with: nothing that it does may move money.
CREATE POLICY tenant_own ON payment_gateways TO ch_tenant
    USING (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user))
    WITH CHECK (tenant_id = (SELECT t.id FROM public.tenants t WHERE t.schema_name = current_user
        AND NOT (livemode AND (t.kind = 'sandbox' OR t.test_clock IS NOT NULL))));
GRANT SELECT, INSERT, DELETE,
    UPDATE (account, livemode, sealed_secret_key, secret_key_last4, sealed_webhook_secret, webhook_secret_last4, publishable_key,
            collection, connected_at, held_since, version) ON payment_gateways TO ch_tenant;
-- Attempts to collect payments, and asking what became of them; follows real time.
ALTER TABLE due_work
    DROP CONSTRAINT due_work_kind_check,
    ADD CONSTRAINT due_work_kind_check CHECK (kind IN ('usage_aggregation', 'invoice_generation', 'payment_reminders', 'audit_sealing', 'usage_retention', 'payment_collection'));
INSERT INTO due_work (tenant_id, kind) SELECT id, 'payment_collection' FROM tenants WHERE status <> 'erased' ON CONFLICT DO NOTHING;
