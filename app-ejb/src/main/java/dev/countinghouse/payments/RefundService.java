package dev.countinghouse.payments;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.InvoiceRefunds;
import dev.countinghouse.money.Money;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Refunds of payments. One method is one transaction; the timer asks the gateway for what is written down here. */
@Stateless
public class RefundService {

    @Inject
    PaymentRepository payments;

    @Inject
    RefundRepository refunds;

    @Inject
    RefundableMoney money;

    @Inject
    InvoiceRefunds invoices;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    RefundBook book;

    /**
     * Gives money of a payment back: what had been too much first, then what its invoice owes again. What was paid by hand was given back
     * by hand; the gateway is asked for the rest at once, after this transaction.
     *
     * @throws BillingException NOT_FOUND; REFUND_EXCEEDS_PAYMENT; PAYMENT_GATEWAY_MISSING when it came in through an account that is not
     *     connected
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public RefundView refund(NewRefund wanted) {
        Payment payment = payments.require(wanted.paymentId());
        InvoiceRefunds.Refundable invoice = invoices.lock(payment.invoiceId());
        @Nullable String account = account(payment);
        Refund.Parts left = money.of(payment, invoice);
        Money amount = amount(wanted.amount(), left.amount());
        Money excess = amount.min(left.excess());
        return book.make(
                payment,
                account,
                new Refund.Parts(amount.minus(excess), excess),
                new Refund.Cause(null, wanted.reason(), book.now(invoice.zone())));
    }

    private @Nullable String account(Payment payment) {
        if (payment.isByHand()) {
            return null;
        }
        return payments.accountOf(payment.id())
                .filter(account -> accounts.usableStill()
                        .filter(found -> found.account().equals(account))
                        .isPresent())
                .orElseThrow(() -> new BillingException(
                        ProblemType.PAYMENT_GATEWAY_MISSING,
                        "Payment %s came in through an account that is not connected".formatted(payment.id())));
    }

    private static Money amount(@Nullable Money wanted, Money left) {
        Money amount = wanted == null ? left : wanted;
        if (!amount.currency().equals(left.currency())) {
            throw BillingException.invalid(
                    "amount.currency", "currency_mismatch", "must be the payment's: " + left.currency());
        }
        if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
            String message = "is more than the %s that are left of the payment".formatted(left);
            throw new BillingException(
                    ProblemType.REFUND_EXCEEDS_PAYMENT,
                    "amount " + message,
                    List.of(new FieldError("amount", "exceeds_payment", message)));
        }
        return amount;
    }

    @RolesAllowed(Permission.PAYMENT_READ)
    public RefundView get(UUID id) {
        return refunds.require(id).view();
    }

    /** Newest first. */
    @RolesAllowed(Permission.PAYMENT_READ)
    public Page<RefundView> list(RefundFilter filter, PageRequest page) {
        return refunds.list(filter, page).map(Refund::view);
    }
}
