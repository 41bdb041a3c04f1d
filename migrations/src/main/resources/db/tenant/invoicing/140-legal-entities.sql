--liquibase formatted sql

--changeset countinghouse:invoices-140
-- Each legal entity has two series of its own, and no document is numbered by another's. The tenant's own series of invoices also
-- counts the invoices of all of them.
ALTER TABLE number_series
    ADD COLUMN legal_entity varchar(24) REFERENCES legal_entities (code),
    ADD COLUMN written      bigint NOT NULL DEFAULT 0 CHECK (written >= 0),
    ADD CONSTRAINT number_series_whose CHECK (CASE WHEN legal_entity IS NULL THEN strpos(code, ':') = 0
        ELSE code IN ('inv:' || legal_entity, 'cn:' || legal_entity) END);
INSERT INTO row_history (table_name, written_by, row)
    SELECT 'number_series', s.xmin, to_jsonb(s) FROM number_series s WHERE s.code = 'default' FOR NO KEY UPDATE;
UPDATE number_series SET written = next_number - 1 WHERE code = 'default';
GRANT UPDATE (written) ON number_series TO ${tenant};
ALTER TABLE invoices
    ADD COLUMN legal_entity varchar(24), -- who issued it; null: the tenant itself
    ADD COLUMN ordinal      bigint CHECK (ordinal >= sequence), -- among the tenant's invoices, whoever issued them; null: its sequence
    ADD CONSTRAINT invoices_legal_entity CHECK (CASE WHEN legal_entity IS NULL THEN strpos(series, ':') = 0
        ELSE series = 'inv:' || legal_entity AND ordinal IS NOT NULL END);
CREATE UNIQUE INDEX invoices_ordinal ON invoices (coalesce(ordinal, sequence));
CREATE INDEX invoices_legal_entity ON invoices (legal_entity, id) WHERE legal_entity IS NOT NULL;
ALTER TABLE credit_notes
    ADD COLUMN legal_entity varchar(24), -- of its invoice
    ADD CONSTRAINT credit_notes_legal_entity CHECK (CASE WHEN legal_entity IS NULL THEN strpos(series, ':') = 0
        ELSE series = 'cn:' || legal_entity END);
CREATE INDEX credit_notes_legal_entity ON credit_notes (legal_entity, id) WHERE legal_entity IS NOT NULL;
