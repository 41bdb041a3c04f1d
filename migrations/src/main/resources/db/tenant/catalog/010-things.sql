--liquibase formatted sql

--changeset countinghouse:catalog-010
-- Archived things are refused for new use and kept for what uses them. A rate's percent never changes: it stands on invoices.
ALTER TABLE tax_rates ADD COLUMN archived_at timestamptz;
REVOKE UPDATE ON tax_rates FROM ${tenant};
GRANT UPDATE (name, archived_at, version) ON tax_rates TO ${tenant};
-- Codes of other things stand as they are: a code never changes, and nothing of a catalog is ever deleted.
CREATE TABLE add_ons (
    id           uuid PRIMARY KEY,
    external_id  varchar(255) UNIQUE,
    code         varchar(64)   NOT NULL UNIQUE,
    name         varchar(200)  NOT NULL,
    description  varchar(1000),
    amount_minor bigint        NOT NULL CHECK (amount_minor >= 0),
    currency     char(3)       NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    tax_rates    varchar(64)[] NOT NULL CHECK (cardinality(tax_rates) <= 10),
    archived_at  timestamptz,
    version      integer       NOT NULL DEFAULT 0,
    created_at   timestamptz   NOT NULL
);
GRANT SELECT, INSERT, UPDATE (name, description, amount_minor, currency, tax_rates, archived_at, version) ON add_ons TO ${tenant};
-- What a coupon takes off never changes: customers have it.
CREATE TABLE coupons (
    id                           uuid PRIMARY KEY,
    external_id                  varchar(255) UNIQUE,
    code                         varchar(64)   NOT NULL UNIQUE,
    name                         varchar(200)  NOT NULL,
    discount                     varchar(8)    NOT NULL CHECK (discount IN ('amount', 'percent')),
    amount_minor                 bigint CHECK (amount_minor > 0),
    currency                     char(3) CHECK (currency ~ '^[A-Z]{3}$'),
    percent                      numeric(9, 6) CHECK (percent > 0 AND percent <= 100),
    duration                     varchar(8)    NOT NULL CHECK (duration IN ('once', 'repeated', 'forever')),
    periods                      integer CHECK (periods BETWEEN 1 AND 120),
    plans                        varchar(64)[] NOT NULL CHECK (cardinality(plans) <= 100),
    metrics                      varchar(64)[] NOT NULL CHECK (cardinality(metrics) <= 100),
    expires_at                   timestamptz, -- not to be redeemed from then on
    max_redemptions              integer CHECK (max_redemptions >= 1),
    max_redemptions_per_customer integer CHECK (max_redemptions_per_customer >= 1),
    archived_at                  timestamptz,
    version                      integer       NOT NULL DEFAULT 0,
    created_at                   timestamptz   NOT NULL,
    CHECK ((discount = 'amount') = (amount_minor IS NOT NULL)),
    CHECK ((discount = 'amount') = (currency IS NOT NULL)),
    CHECK ((discount = 'percent') = (percent IS NOT NULL)),
    CHECK ((duration = 'repeated') = (periods IS NOT NULL)),
    CHECK (cardinality(plans) = 0 OR cardinality(metrics) = 0)
);
GRANT SELECT, INSERT, UPDATE (name, expires_at, max_redemptions, max_redemptions_per_customer, archived_at, version) ON coupons TO ${tenant};
CREATE TABLE features (
    id          uuid PRIMARY KEY,
    external_id varchar(255) UNIQUE,
    code        varchar(64)  NOT NULL UNIQUE,
    name        varchar(200) NOT NULL,
    description varchar(1000),
    kind        varchar(8)   NOT NULL CHECK (kind IN ('boolean', 'quantity', 'metered')),
    metric      varchar(64) CHECK ((kind = 'metered') = (metric IS NOT NULL)),
    unit        varchar(32) CHECK (unit IS NULL OR kind = 'quantity'),
    archived_at timestamptz,
    version     integer      NOT NULL DEFAULT 0,
    created_at  timestamptz  NOT NULL
);
GRANT SELECT, INSERT, UPDATE (name, description, archived_at, version) ON features TO ${tenant};
