package dev.countinghouse.customermail;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which mails customers get, and from whom.
 *
 * @param kinds that are switched on
 * @param fromName null: the tenant's display name, else the name of who issues the invoice
 * @param fromAddress null: the installation's own address
 * @param replyTo null: the tenant's support address, where it has one
 * @param paymentPage an address with {@code {invoice_id}} in it; null: mails lead to none
 * @param heldSince since when nothing is sent, because other books were put in place; null: mails are sent
 */
public record MailSettingsView(
        List<MailKind> kinds,
        @Nullable String fromName,
        @Nullable String fromAddress,
        @Nullable String replyTo,
        @Nullable String paymentPage,
        @Nullable Instant heldSince,
        int version) {

    /** Without anybody's address. */
    @Override
    public String toString() {
        return "MailSettingsView[" + kinds + "]";
    }
}
