--liquibase formatted sql

--changeset countinghouse:catalog-030
ALTER TABLE plans ADD COLUMN description varchar(1000);
-- A plan whose first version is a draft may be given up with it. One that was published has versions, which keep it.
GRANT DELETE ON plans TO ${tenant};
