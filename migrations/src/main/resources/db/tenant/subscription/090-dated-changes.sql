--liquibase formatted sql

--changeset countinghouse:subscriptions-090
-- What is to be done with a subscription on a day to come: another quantity or plan, or the end of a pause. A row says it, and how it went.
CREATE TABLE dated_changes (
    id              uuid PRIMARY KEY,
    subscription_id uuid        NOT NULL REFERENCES subscriptions,
    kind            varchar(8)  NOT NULL CHECK (kind IN ('change', 'resume')),
    due_on          date        NOT NULL, -- its first day, in the subscription's zone
    due_at          timestamptz NOT NULL, -- when that begins; where a period begins with it, the last moment before
    begins_period   boolean     NOT NULL,
    plan_version_id uuid REFERENCES plan_versions, -- null: the one that there is
    quantity        integer CHECK (quantity BETWEEN 1 AND 1000000), -- null: as often as then
    proration       varchar(12) CHECK (proration IN ('none', 'next_invoice', 'at_once')),
    created_at      timestamptz NOT NULL, -- the tenant's clock, as all instants here
    state           varchar(10) NOT NULL CHECK (state IN ('planned', 'done', 'withdrawn', 'failed')),
    settled_at      timestamptz,
    failure         varchar(300), -- why it could not be done
    version         integer     NOT NULL DEFAULT 0,
    CONSTRAINT dated_changes_kind CHECK ((kind = 'change') = (plan_version_id IS NOT NULL OR quantity IS NOT NULL)
        AND (kind = 'change') = (proration IS NOT NULL) AND (kind = 'change' OR NOT begins_period)),
    CONSTRAINT dated_changes_proration CHECK (CASE WHEN begins_period THEN proration = 'none'
        WHEN plan_version_id IS NOT NULL THEN proration = 'at_once' ELSE true END),
    CONSTRAINT dated_changes_to_come CHECK (due_at > created_at),
    CONSTRAINT dated_changes_settled CHECK ((state = 'planned') = (settled_at IS NULL) AND (state = 'failed') = (failure IS NOT NULL))
);
-- One at a time.
CREATE UNIQUE INDEX dated_changes_one ON dated_changes (subscription_id) WHERE state = 'planned';
CREATE INDEX dated_changes_due ON dated_changes (due_at, id) WHERE state = 'planned';
CREATE INDEX dated_changes_subscription ON dated_changes (subscription_id, id);
GRANT SELECT, INSERT, UPDATE (state, settled_at, failure, version) ON dated_changes TO ${tenant};
