package dev.countinghouse.payments;

import dev.countinghouse.invoicing.InvoiceRefunds;
import dev.countinghouse.invoicing.InvoiceRefunds.Refundable;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Currency;

/** What of a payment is there to go back. Its invoice is locked, so that nobody else gives the same back. */
@ApplicationScoped
class RefundableMoney {

    @Inject
    RefundRepository refunds;

    @Inject
    InvoiceRefunds invoices;

    /**
     * What is left of a payment: what settled its invoice, as far as the invoice has it, and what had been too much, as far as it is in
     * the credit balance still.
     */
    Refund.Parts of(Payment payment, Refundable invoice) {
        RefundRepository.Gone gone = refunds.gone(payment.id());
        Currency currency = invoice.paid().currency();
        Money settled = new Money(payment.settledMinor() - gone.settled(), currency).min(invoice.paid());
        Money excess = new Money(payment.excessMinor() - gone.excess(), currency);
        return new Refund.Parts(
                settled.orZero(),
                excess.signum() > 0 ? excess.min(invoices.lockCredit(payment.invoiceId())) : Money.zero(currency));
    }

    /** The same of what settled the invoice alone, which a credit note has taken from it already. */
    Money settled(Payment payment, Money most) {
        RefundRepository.Gone gone = refunds.gone(payment.id());
        return new Money(payment.settledMinor() - gone.settled(), most.currency())
                .min(most)
                .orZero();
    }
}
