--liquibase formatted sql

--changeset countinghouse:customermail-001
-- Which mails the tenant's customers get, and from whom. No row, or no kind in it: none.
CREATE TABLE mail_settings (
    id           smallint PRIMARY KEY CHECK (id = 1),
    kinds        varchar(32)[] NOT NULL DEFAULT '{}' CHECK (kinds <@ ARRAY['invoice_issued', 'reminder_before_due', 'reminder_on_due',
        'reminder_after_due', 'payment_received', 'payment_failed', 'refund_made', 'dunning_notice']::varchar[]),
    from_name    varchar(100),
    from_address varchar(254),
    reply_to     varchar(254),
    payment_page varchar(500),
    held_since   timestamptz, -- nothing is sent: other books were put in place, which do not know what was
    version      integer       NOT NULL DEFAULT 0
);
GRANT SELECT, INSERT, UPDATE (kinds, from_name, from_address, reply_to, payment_page, held_since, version) ON mail_settings TO ${tenant};

-- A tenant's own words in place of the product's.
CREATE TABLE mail_templates (
    id       uuid PRIMARY KEY,
    kind     varchar(32)  NOT NULL CHECK (kind IN ('invoice_issued', 'reminder_before_due', 'reminder_on_due', 'reminder_after_due',
        'payment_received', 'payment_failed', 'refund_made', 'dunning_notice')),
    language varchar(8)   NOT NULL CHECK (language IN ('en', 'de', 'fr', 'es', 'ja')),
    subject  varchar(200),
    text     varchar(5000),
    version  integer      NOT NULL DEFAULT 0,
    CONSTRAINT mail_templates_once UNIQUE (kind, language),
    CONSTRAINT mail_templates_whole CHECK ((subject IS NULL) = (text IS NULL))
);
GRANT SELECT, INSERT, UPDATE (subject, text, version) ON mail_templates TO ${tenant};

-- Mails to customers, each written in the transaction of its reason. At most one of a kind about the same thing.
CREATE TABLE customer_mails (
    id           uuid PRIMARY KEY,
    kind         varchar(32)  NOT NULL CHECK (kind IN ('invoice_issued', 'reminder_before_due', 'reminder_on_due', 'reminder_after_due',
        'payment_received', 'payment_failed', 'refund_made', 'dunning_notice')),
    subject_id   uuid         NOT NULL, -- the invoice, payment, attempt, refund or dunning step
    invoice_id   uuid         NOT NULL REFERENCES invoices,
    customer_id  uuid         NOT NULL REFERENCES customers,
    amount_minor bigint,
    currency     char(3)      NOT NULL,
    state        varchar(16)  NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'dropped')),
    own_subject  varchar(200), -- words of this one mail, in place of the template's
    own_text     varchar(5000),
    recipient    varchar(254),
    subject      varchar(200),
    language     varchar(8),
    reason       varchar(500),
    tries        smallint     NOT NULL DEFAULT 0,
    next_try_at  timestamptz  NOT NULL, -- real time
    handed_at    timestamptz,           -- real time: since then public.mails has it, under the same id
    created_at   timestamptz  NOT NULL, -- by the tenant's clock
    finished_at  timestamptz,           -- real time
    version      integer      NOT NULL DEFAULT 0,
    CONSTRAINT customer_mails_once UNIQUE (kind, subject_id),
    CONSTRAINT customer_mails_amount CHECK (amount_minor IS NULL OR kind IN ('payment_received', 'payment_failed', 'refund_made')),
    CONSTRAINT customer_mails_words CHECK ((own_subject IS NULL) = (own_text IS NULL)),
    CONSTRAINT customer_mails_finished CHECK ((state = 'queued') = (finished_at IS NULL)),
    CONSTRAINT customer_mails_handed CHECK (handed_at IS NULL OR state = 'dropped' OR subject IS NOT NULL AND language IS NOT NULL),
    CONSTRAINT customer_mails_sent CHECK (state <> 'sent' OR handed_at IS NOT NULL),
    CONSTRAINT customer_mails_reason CHECK ((state IN ('failed', 'dropped')) = (reason IS NOT NULL))
);
CREATE INDEX customer_mails_open ON customer_mails (next_try_at, id) WHERE state = 'queued';
CREATE INDEX customer_mails_customer ON customer_mails (customer_id, id);
CREATE INDEX customer_mails_invoice ON customer_mails (invoice_id, id);
GRANT SELECT, INSERT, UPDATE (state, recipient, subject, language, reason, tries, next_try_at, handed_at, finished_at, version)
    ON customer_mails TO ${tenant};
