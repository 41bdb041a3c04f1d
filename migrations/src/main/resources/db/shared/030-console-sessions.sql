--liquibase formatted sql

--changeset countinghouse:030-console-sessions
-- Sessions of the console, whose refresh token is in a cookie: each refresh makes one good for minutes, and none past ends_at.
-- One ends as replaced when its browser begins another.
ALTER TABLE sessions
    ADD COLUMN console boolean NOT NULL DEFAULT false,
    ADD COLUMN ends_at timestamptz,
    ADD CONSTRAINT sessions_console_end CHECK (NOT console OR (ends_at IS NOT NULL AND expires_at <= ends_at)),
    DROP CONSTRAINT sessions_end_reason_check,
    ADD CONSTRAINT sessions_end_reason_check
        CHECK (end_reason IN ('logout', 'reuse', 'admin', 'user', 'password', 'replaced'));
