--liquibase formatted sql

--changeset countinghouse:ledger-020
-- What the tenant's own books call the ledger's accounts. One that has no row is called by its code.
CREATE TABLE ledger_accounts (
    account varchar(16) PRIMARY KEY
        CHECK (account IN ('receivable', 'cash_manual', 'cash_stripe', 'refunds', 'revenue', 'deferred_revenue', 'tax_payable', 'write_off',
                           'customer_credit', 'wallet_liability', 'wallet_grants', 'breakage')),
    number  varchar(32)  NOT NULL,
    name    varchar(120) NOT NULL
);
GRANT SELECT, INSERT, UPDATE (number, name), DELETE ON ledger_accounts TO ${tenant};
