package dev.countinghouse.customermail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which mails customers are to get, and from whom.
 *
 * @param fromName null: the tenant's display name, else the name of who issues the invoice
 * @param fromAddress null: the installation's own address
 * @param replyTo null: the tenant's support address, where it has one
 * @param paymentPage an https address with {@code {invoice_id}} in it; null: mails lead to none
 */
public record NewMailSettings(
        List<MailKind> kinds,
        @Nullable String fromName,
        @Nullable String fromAddress,
        @Nullable String replyTo,
        @Nullable String paymentPage) {

    public NewMailSettings {
        kinds = List.copyOf(kinds);
    }
}
