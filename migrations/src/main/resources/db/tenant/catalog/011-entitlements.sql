--liquibase formatted sql

--changeset countinghouse:catalog-011
-- What a plan version entitles its subscribers to. Only ever added to, by right: they are pinned to the version.
CREATE TABLE plan_entitlements (
    plan_version_id uuid    NOT NULL REFERENCES plan_versions,
    feature_id      uuid    NOT NULL REFERENCES features,
    enabled         boolean,
    quantity        numeric(27, 12) CHECK (quantity >= 0),
    usage_limit     numeric(27, 12) CHECK (usage_limit >= 0),
    period          varchar(16) CHECK (period IN ('month', 'billing_period')),
    PRIMARY KEY (plan_version_id, feature_id),
    CHECK (num_nonnulls(enabled, quantity, usage_limit) = 1),
    CHECK ((usage_limit IS NULL) = (period IS NULL))
);
GRANT SELECT, INSERT ON plan_entitlements TO ${tenant};
