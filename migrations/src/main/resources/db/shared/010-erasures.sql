--liquibase formatted sql

--changeset countinghouse:010-statements
-- What was erased is written down by the transaction that erases; the signature follows. A job that is run again signs what
-- the row says: by then nothing is left to count. json, not jsonb: the text is what is signed.
ALTER TABLE erasures
    ADD COLUMN statement json,
    ALTER COLUMN certificate DROP NOT NULL,
    ADD CONSTRAINT erasures_say_what CHECK (statement IS NOT NULL OR certificate IS NOT NULL);
REVOKE INSERT ON erasures FROM ch_worker;
GRANT UPDATE (certificate) ON erasures TO ch_worker;
