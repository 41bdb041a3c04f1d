--liquibase formatted sql

--changeset countinghouse:bench-column-and-index
ALTER TABLE customers ADD COLUMN bench varchar(100);
CREATE INDEX customers_bench ON customers (bench);
