package dev.countinghouse.invoicing;

import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.ledger.DeferredRevenue;
import dev.countinghouse.subscription.DatedChanges;
import dev.countinghouse.subscription.DueSubscriptions;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.subscription.FirstPayments.Awaited;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
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
    DeferredRevenue deferred;

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
    CreditBalances balances;

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
        List<Invoice> owed = open.open(id).stream() // who pays now is before what follows, or after it
                .map(invoice -> invoices.lock(invoice.id()))
                .toList();
        first().filter(over -> over.id().equals(id)).ifPresent(over -> {
            if (open.isPaid(id)) {
                awaited.settled(id); // whatever way it was paid by
            } else {
                expire(over, owed);
            }
        });
    }

    private void expire(Awaited over, List<Invoice> owed) {
        deferred.earnThrough(over.payBy());
        awaited.expire(over); // first: from then on nothing that settles an invoice of it lets it run
        balances.lock(owed); // before refunds are due, and before any number is taken
        open.open(over.id()).forEach(invoice -> close(invoice, over));
    }

    /** Takes one out of billing that cannot be ended: it holds nothing else up, and is seen to by somebody. */
    public void fail(UUID id, String reason) {
        subscriptions.awaitTurn();
        if (first().filter(over -> over.id().equals(id)).isPresent()) {
            subscriptions.park(id, reason, clock.instant());
        }
    }

    private void close(FirstInvoiceRepository.Open invoice, Awaited over) {
        if (invoice.moved()) {
            book.writeByItself(new NewCreditNote(invoice.id(), null, REASON, true, null), over.payBy());
        } else {
            closings.makeVoid(invoices.lock(invoice.id()), REASON, over.payBy());
        }
    }
}
