package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journal entry going out.
 *
 * @param id of the document that posted it: an invoice, a payment, a credit note, the closing of an invoice; of what a day earned, its own
 * @param invoiceId the invoice that it is or that it is about; null: what a day earned is of all invoices
 * @param customerId null for what a day earned
 */
public record JournalEntryView(
        UUID id,
        JournalEntry.Kind kind,
        @Nullable UUID invoiceId,
        @Nullable UUID customerId,
        LocalDate bookedOn,
        List<Posting> postings) {

    /**
     * An amount on the debit side of one account and on the credit side of another.
     *
     * @param amount above zero
     */
    public record Posting(Account debit, Account credit, MoneyView amount) {}
}
