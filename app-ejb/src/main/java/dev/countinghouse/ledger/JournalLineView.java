package dev.countinghouse.ledger;

import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.money.MoneyView;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the journal as it goes to the tenant's own books: what is on one account. Lines of an entry, and of a day, balance.
 *
 * @param entry null where it is a whole day's
 * @param account of this ledger
 * @param named what the tenant calls it
 * @param debit zero or more
 * @param credit zero or more
 */
public record JournalLineView(
        LocalDate date,
        @Nullable Entry entry,
        Account account,
        MappedAccountView named,
        MoneyView debit,
        MoneyView credit) {

    /**
     * What the line is of.
     *
     * @param id of the document that posted it; of what a day earned, its own
     * @param invoiceNumber of the invoice that it is or is about; null of what a day earned, and of an invoice without one
     * @param customerId null of what a day earned
     * @param place the line's place within the entry: where to go on
     */
    public record Entry(
            UUID id,
            JournalEntry.Kind kind,
            @Nullable String invoiceNumber,
            @Nullable UUID customerId,
            Place place) {}

    /** A transfer of the journal, in the order in which they were posted. */
    public record Place(UUID entryId, Account debit, Account credit) {}
}
