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

    @Inject
    TransferRepository transfers;

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

    /** Compares the whole ledger with the documents. */
    @RolesAllowed(Permission.LEDGER_READ)
    public LedgerVerification verify() {
        return ledger.verification(DIFFERENCES_SHOWN);
    }
}
