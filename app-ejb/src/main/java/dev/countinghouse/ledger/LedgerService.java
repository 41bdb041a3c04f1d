package dev.countinghouse.ledger;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading the ledger of the current tenant. One method is one transaction. */
@Stateless
public class LedgerService {

    private static final int DIFFERENCES_SHOWN = 100;
    private static final int EXPORTED_AT_ONCE = 2_000; // transfers

    @Inject
    TransferRepository transfers;

    @Inject
    RevenueReportRepository revenue;

    @Inject
    JournalRepository journal;

    @Inject
    AccountMappingRepository mapping;

    @Inject
    Ledger ledger;

    /** All accounts that something was posted to, by currency. */
    @RolesAllowed(Permission.LEDGER_READ)
    public List<AccountView> accounts() {
        return transfers.sums(null).stream().map(AccountView::of).toList();
    }

    /** @param at the last day that counts; null for everything that was posted */
    @RolesAllowed(Permission.LEDGER_READ)
    public TrialBalanceView trialBalance(@Nullable LocalDate at) {
        return TrialBalanceView.of(at, transfers.sums(at));
    }

    /** Newest documents first. */
    @RolesAllowed(Permission.LEDGER_READ)
    public Page<JournalEntryView> entries(EntryFilter filter, PageRequest page) {
        return Page.of(transfers.list(filter, page), page, JournalEntryView::id);
    }

    /** What a document posted. */
    @RolesAllowed(Permission.LEDGER_READ)
    public JournalEntryView entry(UUID documentId) {
        return transfers
                .find(documentId)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No journal entry " + documentId));
    }

    /** What was invoiced, earned and deferred in the months that the days lie in, oldest first. */
    @RolesAllowed(Permission.LEDGER_READ)
    public List<RevenueMonthView> revenue(DayRange days) {
        return revenue.months(days);
    }

    /** The journal as one line for each day, account and currency. */
    @RolesAllowed(Permission.LEDGER_READ)
    public List<JournalLineView> journalByDay(DayRange days) {
        return journal.byDay(days, mapping.all());
    }

    /**
     * A part of the journal entry by entry, in the order in which they were posted.
     *
     * @param after the place of the last line of the part before; null for the first part
     * @return two lines for each transfer; none behind the last part
     */
    @RolesAllowed(Permission.LEDGER_READ)
    public List<JournalLineView> journalByEntry(DayRange days, JournalLineView.@Nullable Place after) {
        return journal.byEntry(days, mapping.all(), after, EXPORTED_AT_ONCE);
    }

    /** Compares the whole ledger with the documents. */
    @RolesAllowed(Permission.LEDGER_READ)
    public LedgerVerification verify() {
        return ledger.verification(DIFFERENCES_SHOWN);
    }
}
