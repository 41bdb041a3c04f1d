--liquibase formatted sql

--changeset countinghouse:ledger-020
-- What the tenant's own books call the ledger's accounts. One that has no row is called by its code.
CREATE TABLE ledger_accounts (
    account varchar(16) PRIMARY KEY,
    number  varchar(32)  NOT NULL,
    name    varchar(120) NOT NULL
);
GRANT SELECT, INSERT, UPDATE (number, name), DELETE ON ledger_accounts TO ${tenant};
