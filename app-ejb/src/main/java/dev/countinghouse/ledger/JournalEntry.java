package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Transfer;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one document posts, or a day of service.
 *
 * @param id the document's own; of the end of an invoice, its closing's; of what became of a refund, its outcome's; of a day, its own
 * @param invoiceId the invoice that it is or that it is about; null: what a day earned is of all invoices
 * @param customerId null for a day
 * @param bookedOn the document's date, or the day
 * @param transfers none where the document comes to nothing
 */
public record JournalEntry(
        UUID id,
        Kind kind,
        @Nullable UUID invoiceId,
        @Nullable UUID customerId,
        LocalDate bookedOn,
        List<Transfer> transfers) {

    /** What the document is. */
    public enum Kind {
        INVOICE,
        PAYMENT,
        CREDIT_NOTE,
        /** An invoice was voided. */
        VOID,
        /** What was due of an invoice was written off. */
        WRITE_OFF,
        /** Credits expired; the invoice is the one that sold them. */
        EXPIRY,
        /** Money of a payment goes back, has gone out, or did not. */
        REFUND,
        /** What a day of service earned of all that was invoiced before. */
        RECOGNITION
    }
}
