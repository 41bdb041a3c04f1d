package dev.countinghouse.invoicing;

import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.SubscriptionChanges;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Does what was planned for a day as it is done now on that day, after everything that falls due by then. Joins the transaction, whose turn
 * of billing it is.
 */
@ApplicationScoped
class DueChanges {

    @Inject
    DatedChanges dated;

    @Inject
    SubscriptionChanges changes;

    @Inject
    ChangeInvoices invoices;

    @Inject
    Resumptions resumptions;

    /**
     * Does it.
     *
     * @param write is given the invoice that comes with it, if one does
     * @throws dev.countinghouse.problem.BillingException for what it would be refused for on that day
     */
    void make(UUID id, Consumer<List<InvoiceDraft>> write) {
        DatedChanges.Taken taken = dated.take(id);
        if (taken.wanted() == null) {
            resumptions.resume(taken.subscriptionId(), taken.at(), false, write);
            return;
        }
        PricedChange priced = invoices.of(changes.plan(taken), taken.at(), false);
        invoices.carryOut(priced, taken.at());
        InvoiceDraft invoice = priced.atOnce();
        if (invoice != null) {
            write.accept(List.of(invoice));
        }
    }
}
