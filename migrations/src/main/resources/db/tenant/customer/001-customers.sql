--liquibase formatted sql

--changeset countinghouse:customers-001
CREATE TABLE customers (
    id          uuid PRIMARY KEY,
    external_id varchar(255) UNIQUE,
    name        varchar(200) NOT NULL CHECK (name <> ''),
    email       varchar(254),
    country     char(2) CHECK (country ~ '^[A-Z]{2}$'),
    time_zone   varchar(64)  NOT NULL,
    currency    char(3)      NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    version     integer      NOT NULL DEFAULT 0,
    created_at  timestamptz  NOT NULL
);
GRANT SELECT, INSERT, UPDATE ON customers TO ${tenant};
