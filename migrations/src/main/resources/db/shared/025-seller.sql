--liquibase formatted sql

--changeset countinghouse:025-seller
-- How the tenant stands on what it sends its customers, and the language of it.
ALTER TABLE tenants
    ADD COLUMN seller jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(seller) = 'object'),
    ADD COLUMN locale varchar(35) NOT NULL DEFAULT 'en' CHECK (locale <> '');
GRANT UPDATE (seller, locale) ON tenants TO ch_tenant;
