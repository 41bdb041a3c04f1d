package dev.countinghouse.invoicing;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.TakenBoundaries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Changes that cut the period which runs: the part that ends is billed at once, as at any boundary, with what goes back of it, and
 * the part that begins in advance. Joins the transaction.
 */
@ApplicationScoped
class CutPeriods {

    @Inject
    DueSubscriptions due;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    Discounts discounts;

    @Inject
    AdvanceUsageRepository noted;

    /**
     * Makes a change whose {@linkplain DueSubscriptions#awaitTurn turn} has come.
     *
     * @param now when it is made
     * @param behind whether invoices that fell due by then are not written yet
     * @param change whether a boundary falls due by it
     * @return what it bills, which is still to be written; null for nothing
     * @throws BillingException CONFLICT while invoices that fell due before are being written, and when it cannot be billed
     */
    @Nullable
    InvoiceDraft bill(UUID subscriptionId, Instant now, boolean behind, BooleanSupplier change) {
        if (!change.getAsBoolean()) {
            return null;
        }
        if (behind) {
            throw BillingOrder.refusal();
        }
        TakenBoundaries taken = due.takeDraft(subscriptionId, now).orElseThrow().taken();
        List<InvoiceDraft> drafts = drafts(taken.items());
        noted.putOff(taken.finalized());
        return drafts.isEmpty() ? null : drafts.getFirst();
    }

    private List<InvoiceDraft> drafts(List<DueItem> items) {
        try {
            return discounts.of(assembly.drafts(items));
        } catch (IllegalStateException | ArithmeticException e) { // what is wrong with its prices or its usage
            throw RehearsalRun.unbillable(e);
        }
    }
}
