package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.subscription.FirstPayments.Awaited;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends subscriptions whose first invoice was not paid in time. Each call is a transaction: the invoice is void and the subscription has ended,
 * or neither. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FirstPaymentRun {

    private static final String REASON = "Not paid in time";

    @Inject
    DueSubscriptions subscriptions;

    @Inject
    FirstPayments awaited;

    @Inject
    FirstInvoiceRepository open;

    @Inject
    InvoiceRepository invoices;

    @Inject
    InvoiceClosings closings;

    @Inject
    CreditNoteBook book;

    @Inject
    BillingOrder order;

    @Inject
    DatedChanges dated;

    @Inject
    BusinessClock clock;

    /** The subscription that is to end before anything that falls due later; empty when none is at present. */
    public Optional<UUID> next() {
        return first().map(Awaited::id);
    }

    private Optional<Awaited> first() {
        return awaited.earliest()
                .filter(over -> !over.payBy().isAfter(clock.instant()))
                .filter(over -> !order.isInvoiceDue(over.payBy()))
                .filter(over -> dated.earliest(null)
                        .filter(change -> change.at().isBefore(over.payBy()))
                        .isEmpty());
    }

    /** Ends it, unless it was paid, or another replica has. What was paid of its invoice goes to the customer's credit balance. */
    public void end(UUID id) {
        subscriptions.awaitTurn();
        open.open(id)
                .forEach(invoice -> invoices.lock(invoice.id())); // who pays now is before what follows, or after it
        first().filter(over -> over.id().equals(id)).ifPresent(over -> {
            awaited.expire(over); // first: from then on nothing that settles an invoice of it lets it run
            open.open(id).forEach(invoice -> close(invoice, over));
        });
    }

    private void close(FirstInvoiceRepository.Open invoice, Awaited over) {
        if (invoice.moved()) {
            book.writeByItself(new NewCreditNote(invoice.id(), null, REASON, true, null), over.payBy());
        } else {
            closings.makeVoid(invoices.lock(invoice.id()), REASON, over.payBy());
        }
    }
}
