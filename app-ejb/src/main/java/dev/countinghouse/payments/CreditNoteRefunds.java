package dev.countinghouse.payments;

import dev.countinghouse.invoicing.InvoiceRefunds;
import dev.countinghouse.invoicing.RefundOwed;
import dev.countinghouse.money.Money;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.ZoneId;

/**
 * Gives back what credit notes owe, in their transaction: through the account at the gateway that it came by, the newest payment first.
 * What came in by hand, or through another account than the one that is connected, is left to whoever writes the credit note.
 */
@ApplicationScoped
class CreditNoteRefunds {

    @Inject
    PaymentRepository payments;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    InvoiceRefunds invoices;

    @Inject
    RefundableMoney money;

    @Inject
    RefundBook book;

    void on(@Observes RefundOwed owed) {
        accounts.usableStill().ifPresent(account -> giveBack(owed, account.account()));
    }

    private void giveBack(RefundOwed owed, String account) {
        ZoneId zone = invoices.lock(owed.invoiceId()).zone();
        for (Payment payment : payments.through(account, owed.invoiceId())) {
            Money amount = money.settled(payment, owed.left());
            if (amount.signum() > 0) {
                owed.take(amount);
                book.make(
                        payment,
                        account,
                        new Refund.Parts(amount, Money.zero(amount.currency())),
                        new Refund.Cause(owed.creditNoteId(), owed.reason(), book.now(zone)));
            }
        }
    }
}
