package dev.countinghouse.statement;

import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer's account in one currency over some days: what he owed before, what each document changed, and what he owes then. All
 * amounts are what he owes; below zero is to his credit.
 *
 * @param from first day; null when it begins with the first document
 * @param through last day
 * @param openingBalance before the first day
 * @param closingBalance at the end of the last day, also on pages that do not reach it
 * @param data the documents, oldest first
 * @param nextCursor where the next page begins; null at the end
 */
public record StatementView(
        UUID customerId,
        String currency,
        @Nullable LocalDate from,
        LocalDate through,
        MoneyView openingBalance,
        MoneyView closingBalance,
        List<Entry> data,
        @Nullable String nextCursor) {

    /**
     * A document.
     *
     * @param id of what posted it: an invoice, a payment, a credit note, the closing of an invoice
     * @param reference number of the invoice or credit note, or what the payment says
     * @param invoiceNumber of the invoice that it is or is about
     * @param dueOn of an invoice alone
     * @param amount what it adds to what is owed
     * @param balance what is owed after it
     */
    public record Entry(
            UUID id,
            JournalEntry.Kind kind,
            LocalDate bookedOn,
            String reference,
            UUID invoiceId,
            String invoiceNumber,
            @Nullable LocalDate dueOn,
            MoneyView amount,
            MoneyView balance) {}
}
