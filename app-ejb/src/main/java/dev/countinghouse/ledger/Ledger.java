package dev.countinghouse.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Where money is booked: in the transaction of the document that moves it, so that there is neither without the other. */
@ApplicationScoped
public class Ledger {

    @Inject
    TransferRepository transfers;

    @Inject
    LedgerCheckRepository check;

    /** Posts the entries of any number of documents in one statement. */
    public void post(List<JournalEntry> entries) {
        if (entries.stream().anyMatch(entry -> !entry.transfers().isEmpty())) {
            transfers.insert(entries);
        }
    }

    /**
     * Compares the whole ledger with the documents.
     *
     * @param most differences that are named
     */
    public LedgerVerification verification(int most) {
        List<LedgerVerification.Difference> differences = check.differences(most);
        return new LedgerVerification(differences.isEmpty(), check.transfers(), differences);
    }
}
