package dev.countinghouse.invoicing;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.subscription.FirstPayments;
import dev.countinghouse.wallet.TopUps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

/** What goes back of payments, as invoices and credit balances see it. Joins the transaction of the features that move the money. */
@ApplicationScoped
public class InvoiceRefunds {

    @Inject
    InvoiceRepository invoices;

    @Inject
    CreditBalances balances;

    @Inject
    TopUps topUps;

    @Inject
    FirstPayments firstPayments;

    /**
     * What of an invoice's payments could go back; whoever else settles it waits until the transaction's end. Of one that sells credits
     * nothing: they can be used already.
     *
     * @throws BillingException NOT_FOUND
     */
    public Refundable lock(UUID invoiceId) {
        Invoice invoice = invoices.lock(invoiceId);
        Money paid = topUps.isSale(invoiceId)
                ? Money.zero(invoice.total().currency())
                : invoice.refundable().orZero();
        return new Refundable(invoice.customerId(), invoice.number(), invoice.zone(), paid);
    }

    /** What the customer of an invoice has to his credit in its currency; held until the transaction's end. */
    public Money lockCredit(UUID invoiceId) {
        Invoice invoice = invoices.lock(invoiceId);
        return balances.lock(invoice.customerId(), invoice.total().currency());
    }

    /**
     * Takes back what had been paid: the invoice owes it again.
     *
     * @param settled of what had settled the invoice, at most what {@link #lock} says
     * @param excess of what had been too much, from the credit balance
     * @throws BillingException REFUND_EXCEEDS_PAYMENT when the credit balance has less
     */
    public void refund(UUID invoiceId, Money settled, Money excess) {
        Invoice invoice = invoices.lock(invoiceId);
        if (settled.signum() > 0) {
            invoice.settleAnew(amounts -> amounts.refund(settled.minor()));
        }
        if (excess.signum() > 0 && !balances.takeBack(invoice.customerId(), excess)) {
            throw new BillingException(
                    ProblemType.REFUND_EXCEEDS_PAYMENT,
                    "The customer has less than %s to his credit".formatted(excess));
        }
    }

    /** What of money that stays would settle its invoice again: as much as it owes now. */
    public Money settledBy(UUID invoiceId, Money stays) {
        return stays.min(invoices.lock(invoiceId).due().orZero());
    }

    /**
     * Keeps what was to go back and did not: as much as its invoice owes now settles it again, the rest goes to the credit balance, and so
     * does what had been too much.
     */
    public void keep(UUID invoiceId, Money settled, Money excess) {
        Money settles = settledBy(invoiceId, settled);
        Invoice invoice = invoices.lock(invoiceId);
        Money returned = settled.minus(settles);
        invoice.settleAnew(amounts -> amounts.keep(settles.minor(), returned.minor()));
        balances.give(invoice.customerId(), returned.plus(excess));
        if (invoice.isPaid()) {
            Optional.ofNullable(invoice.subscriptionId()).ifPresent(firstPayments::settled);
        }
    }

    /**
     * Whose invoice it is, its number, and whose days its dates are.
     *
     * @param paid what of its payments could go back, zero or more
     */
    public record Refundable(UUID customerId, String number, ZoneId zone, Money paid) {}
}
