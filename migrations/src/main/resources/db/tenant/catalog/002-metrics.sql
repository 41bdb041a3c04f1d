--liquibase formatted sql

--changeset countinghouse:catalog-002
-- What a metric measures never changes: events were accepted under it. Only its name and unit, which are for people, do.
ALTER TABLE billable_metrics DROP CONSTRAINT billable_metrics_aggregation_check;
ALTER TABLE billable_metrics
    ADD CONSTRAINT billable_metrics_aggregation CHECK
        (aggregation IN ('count', 'sum', 'min', 'max', 'average', 'latest', 'unique_count', 'weighted_sum')),
    ADD COLUMN recurring boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT billable_metrics_recurring CHECK
        (NOT recurring OR aggregation IN ('sum', 'max', 'latest', 'unique_count', 'weighted_sum')),
    ADD COLUMN rounding_mode varchar(8) CHECK (rounding_mode IN ('round', 'ceil', 'floor')),
    ADD COLUMN rounding_precision integer CHECK (rounding_precision BETWEEN -15 AND 12),
    ADD CONSTRAINT billable_metrics_rounding CHECK ((rounding_mode IS NULL) = (rounding_precision IS NULL)),
    ADD COLUMN filter jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(filter) = 'object'),
    ADD COLUMN group_keys varchar(64)[] NOT NULL DEFAULT '{}' CHECK (cardinality(group_keys) <= 5),
    ADD COLUMN late_usage varchar(8) NOT NULL DEFAULT 'delta' CHECK (late_usage IN ('delta', 'ignore'));
REVOKE UPDATE ON billable_metrics FROM ${tenant};
GRANT UPDATE (name, unit, version) ON billable_metrics TO ${tenant};
