package dev.countinghouse.customermail;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a customer may be written to about.
 *
 * @param subjectId the invoice, payment, attempt or refund
 * @param amount that came in, failed to, or went back; null where it is about the invoice itself
 */
record Occasion(
        MailKind kind,
        UUID subjectId,
        UUID invoiceId,
        @Nullable MoneyView amount) {

    /** What an event gives occasion to; empty for most. */
    static Optional<Occasion> of(Outbox.Pending event) {
        return switch (event.type()) {
            case "invoice.finalized" -> about(MailKind.INVOICE_ISSUED, event, event.subjectId());
            case "payment_reminder.due" ->
                MailKind.of("reminder_" + event.payload().get("step"))
                        .flatMap(kind -> about(kind, event, event.subjectId()));
            case "payment.succeeded" ->
                about(MailKind.PAYMENT_RECEIVED, event, event.payload().get("invoice_id"));
            case "payment.failed" ->
                about(MailKind.PAYMENT_FAILED, event, event.payload().get("invoice_id"));
            case "refund.succeeded" ->
                about(MailKind.REFUND_MADE, event, event.payload().get("invoice_id"));
            default -> Optional.empty();
        };
    }

    private static Optional<Occasion> about(MailKind kind, Outbox.Pending event, @Nullable Object invoice) {
        if (!(invoice instanceof UUID invoiceId)) {
            return Optional.empty();
        }
        MoneyView amount = kind.isOfMoney() && event.payload().get("amount") instanceof MoneyView money ? money : null;
        return Optional.of(new Occasion(kind, event.subjectId(), invoiceId, amount));
    }
}
