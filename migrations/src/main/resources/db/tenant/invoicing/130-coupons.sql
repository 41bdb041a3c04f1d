--liquibase formatted sql

--changeset countinghouse:invoices-130
-- A coupon that a customer redeemed. It is for invoices of subscriptions from first_sequence of their numbers on, and before end_sequence
-- once it was removed: so whoever proves an invoice knows which coupons it had to find.
CREATE TABLE applied_coupons (
    id              uuid PRIMARY KEY,
    coupon_id       uuid        NOT NULL REFERENCES coupons,
    customer_id     uuid        NOT NULL REFERENCES customers,
    subscription_id uuid REFERENCES subscriptions, -- whose invoices it is for; null: all of the customer's
    limit_minor     bigint CHECK (limit_minor > 0), -- taken off in all; null: without bound
    limit_uses      integer CHECK (limit_uses > 0), -- invoices; null: without bound
    used_minor      bigint      NOT NULL DEFAULT 0 CHECK (used_minor >= 0 AND used_minor <= coalesce(limit_minor, 0)),
    uses            integer     NOT NULL DEFAULT 0 CHECK (uses >= 0 AND uses <= limit_uses),
    first_sequence  bigint      NOT NULL CHECK (first_sequence >= 1),
    end_sequence    bigint CHECK (end_sequence >= first_sequence),
    applied_at      timestamptz NOT NULL, -- the tenant's clock
    removed_at      timestamptz CHECK ((removed_at IS NULL) = (end_sequence IS NULL)),
    version         integer     NOT NULL DEFAULT 0
);
CREATE INDEX applied_coupons_customer ON applied_coupons (customer_id, id);
CREATE INDEX applied_coupons_coupon ON applied_coupons (coupon_id);
GRANT SELECT, INSERT, UPDATE (used_minor, uses, end_sequence, removed_at, version) ON applied_coupons TO ${tenant};
-- What coupons took off. A line's amount is before it, the invoice's subtotal after it. A line below zero has the share back that the
-- lines had been discounted by which it takes back.
ALTER TABLE invoices
    ADD COLUMN discount_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN coupons        jsonb; -- which took how much; null: none
ALTER TABLE invoice_lines
    ADD COLUMN discount_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT invoice_lines_discount
        CHECK (discount_minor BETWEEN least(amount_minor, 0) AND greatest(amount_minor, 0)),
    ADD CONSTRAINT invoice_lines_discounted CHECK (discount_minor = 0 OR purpose <> 'one_off');
