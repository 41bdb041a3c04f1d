package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.wallet.TopUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** Settles invoices on behalf of the features that take money. Joins their transaction. */
@ApplicationScoped
public class InvoiceSettlement {

    @Inject
    InvoiceRepository invoices;

    @Inject
    CreditBalances balances;

    @Inject
    TopUps topUps;

    @Inject
    FirstPayments firstPayments;

    /**
     * Takes a payment for an invoice.
     *
     * @throws BillingException when it cannot be paid, the payment is more than is open, or less where credits are sold
     */
    public Settled settle(UUID invoiceId, Money payment) {
        Invoice invoice = invoices.lock(invoiceId);
        boolean recovers = invoice.settle(payment);
        if (invoice.isPaid()) {
            topUps.paid(invoiceId);
            Optional.ofNullable(invoice.subscriptionId()).ifPresent(firstPayments::settled);
        } else if (topUps.isSale(invoiceId)) { // paid in part, it could neither be voided nor credited
            throw BillingException.invalid(
                    "amount", "incomplete", "must be all that is due: credits are not sold in part");
        }
        return new Settled(invoice.customerId(), invoice.number(), invoice.zone(), recovers);
    }

    /**
     * Takes money that is there already, whatever became of the invoice meanwhile: as much of it as is open settles the invoice, what is
     * too much goes to the customer's credit balance.
     *
     * @return what was too much, and the rest as {@link #settle} says it
     */
    public Taken take(UUID invoiceId, Money received) {
        Invoice invoice = invoices.lock(invoiceId);
        Money payable = invoice.payable();
        boolean whole = received.compareTo(payable) >= 0;
        Money settling = !whole && topUps.isSale(invoiceId) ? Money.zero(received.currency()) : received.min(payable);
        Money excess = received.minus(settling);
        balances.give(invoice.customerId(), excess);
        return settling.signum() > 0
                ? new Taken(settle(invoiceId, settling), excess)
                : new Taken(new Settled(invoice.customerId(), invoice.number(), invoice.zone(), false), excess);
    }

    /**
     * What of an invoice could be collected; whoever else settles it waits until the transaction's end.
     *
     * @throws BillingException NOT_FOUND
     */
    public Collectable lockCollectable(UUID invoiceId) {
        Invoice invoice = invoices.lock(invoiceId);
        Money due = invoice.isLost() ? Money.zero(invoice.total().currency()) : invoice.payable();
        return new Collectable(invoice.customerId(), invoice.number(), due);
    }

    /**
     * What could be collected.
     *
     * @param due zero where nothing is owed, or it was written off
     */
    public record Collectable(UUID customerId, String number, Money due) {}

    /** What was settled, and how much was too much. */
    public record Taken(Settled settled, Money excess) {}

    /**
     * Whose invoice was settled, its number, and whose days its dates are.
     *
     * @param recovers whether what was paid had been written off
     */
    public record Settled(UUID customerId, String number, ZoneId zone, boolean recovers) {}
}
