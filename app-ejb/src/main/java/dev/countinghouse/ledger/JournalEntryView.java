package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A journal entry going out.
 *
 * @param id of the document that posted it: an invoice, a payment, a credit note, the closing of an invoice
 * @param invoiceId the invoice that it is or that it is about
 */
public record JournalEntryView(
        UUID id, JournalEntry.Kind kind, UUID invoiceId, UUID customerId, LocalDate bookedOn, List<Posting> postings) {

    /**
     * An amount on the debit side of one account and on the credit side of another.
     *
     * @param amount above zero
     */
    public record Posting(Account debit, Account credit, MoneyView amount) {}
}
