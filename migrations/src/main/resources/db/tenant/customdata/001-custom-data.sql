--liquibase formatted sql

--changeset countinghouse:custom-data-001
-- The metadata clients attach to any resource.
CREATE TABLE custom_data (
    resource_type varchar(32) NOT NULL,
    resource_id   uuid        NOT NULL,
    data          jsonb       NOT NULL CHECK (jsonb_typeof(data) = 'object'),
    PRIMARY KEY (resource_type, resource_id)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON custom_data TO ${tenant};
