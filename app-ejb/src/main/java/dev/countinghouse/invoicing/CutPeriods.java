package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.DueItem;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.PlannedChange;
import dev.countinghouse.subscription.SubscriptionChanges;
import dev.countinghouse.subscription.TakenBoundaries;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;

/**
 * Changes that cut the period which runs: the part that ends is billed at once, as at any boundary, with what goes back of it, and
 * the part that begins in advance. Joins the transaction.
 */
@ApplicationScoped
class CutPeriods {

    @Inject
    SubscriptionChanges changes;

    @Inject
    DueSubscriptions due;

    @Inject
    BillingOrder order;

    @Inject
    InvoiceAssembly assembly;

    @Inject
    Discounts discounts;

    @Inject
    AdvanceUsageRepository noted;

    @Inject
    BusinessClock clock;

    /**
     * Makes a change whose {@linkplain DueSubscriptions#awaitTurn turn} has come. Its invoice is still to be written.
     *
     * @throws BillingException CONFLICT while invoices that fell due before are being written, and when it cannot be billed
     */
    PricedChange carryOut(PlannedChange planned) {
        Instant now = clock.instant();
        if (order.isBehind(now)) {
            throw BillingOrder.refusal();
        }
        changes.carryOut(planned);
        TakenBoundaries taken =
                due.takeDraft(planned.subscriptionId(), now).orElseThrow().taken();
        List<InvoiceDraft> drafts = drafts(taken.items());
        noted.putOff(taken.finalized());
        return new PricedChange(planned, drafts.isEmpty() ? null : drafts.getFirst());
    }

    private List<InvoiceDraft> drafts(List<DueItem> items) {
        try {
            return discounts.of(assembly.drafts(items));
        } catch (IllegalStateException | ArithmeticException e) { // what is wrong with its prices or its usage
            throw RehearsalRun.unbillable(e);
        }
    }
}
