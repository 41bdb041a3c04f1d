package dev.countinghouse.customermail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mail to a customer, without what it says.
 *
 * @param subjectId the invoice, payment, payment attempt, refund or dunning step that it is about
 * @param recipient null as long as it is not written, and when there was none
 * @param reason why it failed, in the mail server's words, or was dropped: no_address, bad_address, switched_off, void, settled,
 *     superseded by a later reminder, sandbox, cloned, imported, restored; null otherwise
 * @param createdAt by the tenant's clock
 * @param finishedAt in real time; null while it is queued
 */
public record CustomerMailView(
        UUID id,
        MailKind kind,
        MailState state,
        UUID customerId,
        UUID invoiceId,
        UUID subjectId,
        @Nullable String recipient,
        @Nullable String subject,
        @Nullable String language,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Never to whom or what. */
    @Override
    public String toString() {
        return "CustomerMailView[" + id + ", " + kind + ", " + state + "]";
    }
}
