--liquibase formatted sql

--changeset countinghouse:invoices-001
-- Gapless numbers: the row is locked last in the transaction that finalizes.
CREATE TABLE number_series (
    code        varchar(32) PRIMARY KEY,
    prefix      varchar(48) NOT NULL UNIQUE,
    next_number bigint      NOT NULL DEFAULT 1 CHECK (next_number >= 1)
);
GRANT SELECT, INSERT, UPDATE (next_number) ON number_series TO ${tenant};
-- Finalized invoices. Insert-only but for settlement, by right: the role may UPDATE no other column.
CREATE TABLE invoices (
    id              uuid PRIMARY KEY,
    series          varchar(32) NOT NULL REFERENCES number_series,
    sequence        bigint      NOT NULL CHECK (sequence >= 1),
    number          varchar(64) NOT NULL UNIQUE,
    customer_id     uuid        NOT NULL REFERENCES customers,
    subscription_id uuid REFERENCES subscriptions,
    customer        jsonb       NOT NULL, -- as the customer was when the invoice was finalized
    currency        char(3)     NOT NULL,
    time_zone       varchar(64) NOT NULL,
    period_start    date        NOT NULL,
    period_end      date        NOT NULL CHECK (period_end >= period_start),
    issued_on       date        NOT NULL,
    due_on          date        NOT NULL CHECK (due_on >= issued_on),
    subtotal_minor  bigint      NOT NULL,
    tax_minor       bigint      NOT NULL,
    total_minor     bigint      NOT NULL CHECK (total_minor = subtotal_minor + tax_minor),
    taxes           jsonb       NOT NULL,
    finalized_at    timestamptz NOT NULL, -- the tenant's clock
    created_at      timestamptz NOT NULL DEFAULT now(),
    status          varchar(16) NOT NULL CHECK (status IN ('finalized', 'partially_paid', 'paid', 'void', 'uncollectible')),
    paid_minor      bigint      NOT NULL DEFAULT 0 CHECK (paid_minor BETWEEN 0 AND greatest(total_minor, 0)),
    version         integer     NOT NULL DEFAULT 0,
    UNIQUE (series, sequence),
    CHECK ((status = 'paid') = (paid_minor = total_minor AND status NOT IN ('void', 'uncollectible')))
);
CREATE INDEX invoices_customer ON invoices (customer_id, id);
CREATE INDEX invoices_open ON invoices (due_on, id) WHERE status IN ('finalized', 'partially_paid');
GRANT SELECT, INSERT, UPDATE (status, paid_minor, version) ON invoices TO ${tenant};
-- No charge of a subscription item bills an instant twice: the unique key refuses the same period, the exclusion one that overlaps.
CREATE TABLE invoice_lines (
    id                   uuid PRIMARY KEY,
    invoice_id           uuid            NOT NULL REFERENCES invoices,
    position             integer         NOT NULL CHECK (position >= 1),
    subscription_item_id uuid REFERENCES subscription_items,
    charge_id            uuid,
    metric               varchar(64),
    description          varchar(500)    NOT NULL,
    purpose              varchar(12)     NOT NULL CHECK (purpose IN ('regular', 'true_up', 'progressive', 'delta')),
    bucket               varchar(200)    NOT NULL DEFAULT '',
    sequence             integer         NOT NULL CHECK (sequence >= 0),
    period               tstzrange       NOT NULL,
    period_start         date            NOT NULL,
    period_end           date            NOT NULL CHECK (period_end > period_start),
    quantity             numeric(38, 12) NOT NULL,
    unit_amount          numeric(38, 12) NOT NULL,
    precise_amount       numeric         NOT NULL,
    amount_minor         bigint          NOT NULL,
    tax_percent          numeric(9, 6)   NOT NULL,
    tax_minor            bigint          NOT NULL,
    calculation          jsonb           NOT NULL,
    UNIQUE (invoice_id, position),
    CONSTRAINT invoice_lines_once UNIQUE NULLS NOT DISTINCT (subscription_item_id, charge_id, period, purpose, bucket, sequence),
    CONSTRAINT invoice_lines_tile EXCLUDE USING gist (subscription_item_id WITH =, charge_id WITH =, bucket WITH =, sequence WITH =, period WITH &&)
        WHERE (purpose = 'regular')
);
GRANT SELECT, INSERT ON invoice_lines TO ${tenant};
CREATE TABLE billing_runs (
    id          uuid PRIMARY KEY,
    as_of       timestamptz NOT NULL, -- the tenant's clock
    state       varchar(12) NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    invoices    integer     NOT NULL DEFAULT 0,
    parked      integer     NOT NULL DEFAULT 0,
    started_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    error       varchar(2000)
);
GRANT SELECT, INSERT, UPDATE (state, invoices, parked, updated_at, error) ON billing_runs TO ${tenant};
