package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.wallet.TopUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.UUID;

/** Settles invoices on behalf of the features that take money. Joins their transaction. */
@ApplicationScoped
public class InvoiceSettlement {

    @Inject
    InvoiceRepository invoices;

    @Inject
    TopUps topUps;

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
        } else if (topUps.isSale(invoiceId)) { // paid in part, it could neither be voided nor credited
            throw BillingException.invalid(
                    "amount", "incomplete", "must be all that is due: credits are not sold in part");
        }
        return new Settled(invoice.customerId(), invoice.number(), invoice.zone(), recovers);
    }

    /**
     * Whose invoice was settled, its number, and whose days its dates are.
     *
     * @param recovers whether what was paid had been written off
     */
    public record Settled(UUID customerId, String number, ZoneId zone, boolean recovers) {}
}
