--liquibase formatted sql

--changeset countinghouse:catalog-001
CREATE TABLE billable_metrics (
    id          uuid PRIMARY KEY,
    external_id varchar(255) UNIQUE,
    code        varchar(64)  NOT NULL UNIQUE,
    name        varchar(200) NOT NULL,
    aggregation varchar(16)  NOT NULL CHECK (aggregation IN ('count', 'sum')),
    field_name  varchar(64) CHECK ((aggregation = 'count') = (field_name IS NULL)),
    unit        varchar(32),
    version     integer      NOT NULL DEFAULT 0,
    created_at  timestamptz  NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON billable_metrics TO ${tenant};
CREATE TABLE tax_rates (
    id          uuid PRIMARY KEY,
    external_id varchar(255) UNIQUE,
    code        varchar(64)   NOT NULL UNIQUE,
    name        varchar(200)  NOT NULL,
    percent     numeric(9, 6) NOT NULL CHECK (percent BETWEEN 0 AND 100),
    version     integer       NOT NULL DEFAULT 0,
    created_at  timestamptz   NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON tax_rates TO ${tenant};
CREATE TABLE plans (
    id          uuid PRIMARY KEY,
    external_id varchar(255) UNIQUE,
    code        varchar(64)  NOT NULL UNIQUE,
    name        varchar(200) NOT NULL,
    version     integer      NOT NULL DEFAULT 0,
    created_at  timestamptz  NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON plans TO ${tenant};
-- A published version never changes: subscribers are pinned to it.
CREATE TABLE plan_versions (
    id             uuid PRIMARY KEY,
    plan_id        uuid        NOT NULL REFERENCES plans,
    number         integer     NOT NULL CHECK (number >= 1),
    currency       char(3)     NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    interval_unit  varchar(8)  NOT NULL CHECK (interval_unit IN ('week', 'month', 'year')),
    interval_count integer     NOT NULL CHECK (interval_count BETWEEN 1 AND 36),
    anchor         varchar(12) NOT NULL CHECK (anchor IN ('calendar', 'anniversary')),
    charges        jsonb       NOT NULL CHECK (jsonb_typeof(charges) = 'array'),
    tax_rate_id    uuid REFERENCES tax_rates,
    created_at     timestamptz NOT NULL,
    UNIQUE (plan_id, number)
);
GRANT SELECT, INSERT ON plan_versions TO ${tenant};
