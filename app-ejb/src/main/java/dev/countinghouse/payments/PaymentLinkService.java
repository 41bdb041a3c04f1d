package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.payments.domain.StripeAmount;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Pages on which customers pay themselves. One method is one transaction; {@link PaymentPageService} asks the gateway in between. */
@Stateless
public class PaymentLinkService {

    @Inject
    PaymentLinkRepository links;

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    PaymentMethodRepository methods;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    WorkSchedule schedule;

    @Inject
    Audit audit;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Makes a link for all that is due of an invoice, or finds the one that is open for as much.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_PAYABLE when nothing is due, or not exactly by the gateway; PAYMENT_IN_PROGRESS
     *     when an attempt is not over, of this invoice or of one that it is in place of, or a link of such a one or for another amount is
     *     open; PAYMENT_GATEWAY_MISSING
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public UUID create(NewPaymentLink wanted) {
        InvoiceSettlement.Collectable invoice = settlement.lockCollectable(wanted.invoiceId());
        requirePayable(invoice);
        Optional<PaymentLink> open = links.open(wanted.invoiceId());
        if (open.isPresent()) {
            return reused(open.get(), invoice);
        }
        if (attempts.open(wanted.invoiceId()).isPresent()) {
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS, "Invoice %s is being collected".formatted(invoice.number()));
        }
        if (attempts.isAtWorkBefore(wanted.invoiceId())) { // else the customer would pay for the same twice
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS,
                    "An attempt or a payment link of the invoice that %s is in place of is not over"
                            .formatted(invoice.number()));
        }
        PaymentLink link = new PaymentLink(
                Ids.next(),
                wanted,
                invoice,
                place(invoice.customerId()),
                new PaymentAttempt.Times(businessClock.instant(), clock.instant()));
        links.add(link);
        schedule.at(WorkKind.PAYMENT_COLLECTION, clock.instant());
        audit.record("payment_link.create", link.id(), null, link.view());
        return link.id();
    }

    private static void requirePayable(InvoiceSettlement.Collectable invoice) {
        if (invoice.due().signum() <= 0) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_PAYABLE, "Nothing is due of invoice " + invoice.number());
        }
        if (StripeAmount.of(invoice.due()).isEmpty()) {
            throw new BillingException(ProblemType.INVOICE_NOT_PAYABLE, "Stripe cannot take exactly " + invoice.due());
        }
    }

    private static UUID reused(PaymentLink open, InvoiceSettlement.Collectable invoice) {
        if (!open.amount().equals(invoice.due())) {
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS,
                    "A payment link for %s is open; delete it first".formatted(open.amount()));
        }
        return open.id();
    }

    private PaymentLink.Place place(UUID customerId) {
        String account = accounts.chargingStill()
                .map(GatewayAccount::account)
                .orElseThrow(() -> new BillingException(
                        ProblemType.PAYMENT_GATEWAY_MISSING, "The tenant has no account at Stripe that may be used"));
        return new PaymentLink.Place(
                account, methods.gatewayCustomer(account, customerId).orElse(null));
    }

    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentLinkView get(UUID id) {
        return links.require(id).view();
    }

    /**
     * The link of an invoice that was made last.
     *
     * @throws BillingException NOT_FOUND when there is none
     */
    @RolesAllowed(Permission.PAYMENT_READ)
    public PaymentLinkView newest(UUID invoiceId) {
        return links.newest(invoiceId)
                .map(PaymentLink::view)
                .orElseThrow(() -> new BillingException(
                        ProblemType.NOT_FOUND, "Invoice %s has no payment link".formatted(invoiceId)));
    }

    /**
     * The link of an invoice that may be paid on still, which is to be closed.
     *
     * @throws BillingException NOT_FOUND when there is none
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public UUID closable(UUID invoiceId) {
        settlement.lockCollectable(invoiceId);
        return links.open(invoiceId)
                .map(PaymentLink::id)
                .orElseThrow(() -> new BillingException(
                        ProblemType.NOT_FOUND, "Invoice %s has no open payment link".formatted(invoiceId)));
    }
}
