--liquibase formatted sql

--changeset countinghouse:legal-entities-001
-- In whose names a tenant bills besides its own. Code and prefix never change: invoices bear them. open_code is what customers refer
-- to, so that none names an archived one, and one that is named is not archived.
CREATE TABLE legal_entities (
    id            uuid PRIMARY KEY,
    external_id   varchar(255) UNIQUE CHECK (external_id <> ''),
    code          varchar(24) NOT NULL UNIQUE CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9_.-]*$'),
    number_prefix varchar(24) NOT NULL UNIQUE CHECK (number_prefix ~ '^[A-Z0-9]+(-[A-Z0-9]+)*$' AND number_prefix !~ '(^|-)CN$'),
    seller        jsonb       NOT NULL,
    archived_at   timestamptz, -- the tenant's clock
    open_code     varchar(24) GENERATED ALWAYS AS (CASE WHEN archived_at IS NULL THEN code END) STORED UNIQUE,
    version       integer     NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    CONSTRAINT legal_entities_seller CHECK (jsonb_typeof(seller) = 'object' AND coalesce(seller ->> 'legal_name', '') <> ''),
    CONSTRAINT legal_entities_vat CHECK (coalesce(seller ->> 'eu_vat', 'false') = 'false'
        OR (coalesce(seller ->> 'country', '') <> '' AND coalesce(seller ->> 'vat_id', '') <> ''))
);
GRANT SELECT, INSERT, UPDATE (seller, archived_at, version) ON legal_entities TO ${tenant};
