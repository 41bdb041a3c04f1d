package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.UUID;

/** Settles invoices on behalf of the features that take money. Joins their transaction. */
@ApplicationScoped
public class InvoiceSettlement {

    @Inject
    InvoiceRepository invoices;

    /**
     * Takes a payment for an invoice.
     *
     * @throws dev.countinghouse.problem.BillingException when it cannot be paid or the payment is more than is open
     */
    public Settled settle(UUID invoiceId, Money payment) {
        Invoice invoice = invoices.lock(invoiceId);
        invoice.settle(payment);
        return new Settled(invoice.customerId(), invoice.number(), invoice.zone());
    }

    /** Whose invoice was settled, its number, and whose days its dates are. */
    public record Settled(UUID customerId, String number, ZoneId zone) {}
}
