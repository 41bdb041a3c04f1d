package dev.countinghouse.vault;

import dev.countinghouse.vault.ErasureStatement.Erased;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Mails to customers in books that were put somewhere: who has had them is not known there. */
final class CustomerMails {

    private static final String QUEUED = """
        UPDATE %s.customer_mails SET state = 'dropped', reason = ?, finished_at = now(), version = version + 1 WHERE state = 'queued'\
        """;

    private static final String HOLD = """
        UPDATE %s.mail_settings SET held_since = now(), version = version + 1 WHERE held_since IS NULL\
        """;

    // Copies of the books have the same ids: without the tenant, a sandbox would take back what its source has sent.
    private static final String UNSENT =
            "DELETE FROM public.mails WHERE tenant_id = ? AND id IN (SELECT id FROM %s.customer_mails WHERE customer_id = ?)";

    private static final String LOCK = "SELECT id FROM %s.customer_mails WHERE %s ORDER BY id FOR UPDATE";

    private static final String THEIRS = "customer_id = ? AND (recipient IS NOT NULL OR state = 'queued')";

    /** What a mail server says of an address may repeat it. */
    private static final String NAMELESS = """
        jsonb_build_object('recipient', NULL, 'subject', CASE WHEN %1$s ->> 'subject' IS NOT NULL THEN 'erased' END,
            'reason', CASE WHEN %1$s ->> 'state' = 'failed' THEN 'erased' ELSE %1$s ->> 'reason' END)\
        """;

    private static final String KEEP = """
        INSERT INTO %1$s.row_history (table_name, written_by, row)
        SELECT 'customer_mails', t.xmin, to_jsonb(t) || %2$s FROM %1$s.customer_mails t WHERE %3$s\
        """;

    private static final String HISTORY = """
        UPDATE %s.row_history SET row = row || %s
        WHERE table_name = 'customer_mails' AND row ->> 'customer_id' = CAST(CAST(? AS uuid) AS text)\
        """;

    private static final String ERASE = """
        UPDATE %s.customer_mails SET recipient = NULL, subject = CASE WHEN subject IS NOT NULL THEN 'erased' END,
            reason = CASE WHEN state IN ('failed', 'queued') THEN 'erased' ELSE reason END,
            state = CASE state WHEN 'queued' THEN 'dropped' ELSE state END,
            finished_at = coalesce(finished_at, now()), version = version + 1
        WHERE %s\
        """;

    private CustomerMails() {}

    /** Sends none of those that wait: they were sent from where the books come, or will be. */
    static void drop(Connection owner, String schema, String why) throws SQLException {
        if (Tables.of(owner, schema).containsKey("customer_mails")) {
            Sql.update(owner, QUEUED.formatted(schema), why);
        }
    }

    /** Sends none of those either that are queued from now on, until somebody says so: it may be the same once more. */
    static void hold(Connection owner, String schema) throws SQLException {
        if (Tables.of(owner, schema).containsKey("mail_settings")) {
            Sql.update(owner, HOLD.formatted(schema));
        }
    }

    /**
     * Takes out to whom and with what subject a customer was written, and takes back what was not sent yet; also as the history has it.
     * Waits for who is writing one just now, and takes that back as well: hence the lock first, and what was handed over last.
     *
     * @param tenantId whose mails are taken back
     * @return how many rows changed; empty of books from before there were any
     */
    static Optional<Erased> erase(Connection owner, UUID tenantId, String schema, UUID customerId, boolean hasHistory)
            throws SQLException {
        if (!Tables.of(owner, schema).containsKey("customer_mails")) {
            return Optional.empty();
        }
        Sql.list(owner, row -> row.getObject(1, UUID.class), LOCK.formatted(schema, THEIRS), customerId);
        if (hasHistory) {
            Sql.update(owner, KEEP.formatted(schema, NAMELESS.formatted("to_jsonb(t)"), THEIRS), customerId);
            Sql.update(owner, HISTORY.formatted(schema, NAMELESS.formatted("row")), customerId);
        }
        long rows = Sql.update(owner, ERASE.formatted(schema, THEIRS), customerId);
        Sql.update(owner, UNSENT.formatted(schema), tenantId, customerId);
        return Optional.of(new Erased(schema + ".customer_mails", rows, ""));
    }
}
