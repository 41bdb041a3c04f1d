--liquibase formatted sql

--changeset countinghouse:customers-030
-- What a customer wants to find on his invoices (BT-10), and where his e-invoices go (BT-49): a scheme of the code list EAS and an id.
ALTER TABLE customers
    ADD COLUMN buyer_reference    varchar(100) CHECK (buyer_reference <> ''),
    ADD COLUMN electronic_address varchar(260) CHECK (electronic_address ~ '^([0-9]{4}|[A-Z]{2}):[!-~]{1,254}$');
