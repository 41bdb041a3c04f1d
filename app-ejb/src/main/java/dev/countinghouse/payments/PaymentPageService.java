package dev.countinghouse.payments;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.payments.domain.LinkStatus;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/** Opens and closes payment links at the gateway. Should this server die in the middle, the timers go on where it was. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // no connection waits for somebody else's server
public class PaymentPageService {

    @Inject
    PaymentLinkService links;

    @Inject
    Linker linker;

    /**
     * Opens a page for all that is due of an invoice; as long as one is open for as much, that one.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_PAYABLE; PAYMENT_IN_PROGRESS; PAYMENT_GATEWAY_MISSING; PAYMENT_GATEWAY_REFUSES;
     *     PAYMENT_GATEWAY_UNAVAILABLE, and then the same call finds the page once it is there
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentLinkView open(NewPaymentLink wanted) {
        UUID id = links.create(wanted);
        linker.advance(id);
        PaymentLinkView link = links.get(id);
        if (link.status() == LinkStatus.FAILED) {
            throw new BillingException(ProblemType.PAYMENT_GATEWAY_REFUSES, "Stripe says: " + link.message());
        }
        if (link.status() == LinkStatus.CREATED) {
            throw new BillingException(
                    ProblemType.PAYMENT_GATEWAY_UNAVAILABLE, "Stripe gave no answer that could be used; try it again");
        }
        return link;
    }

    /**
     * Closes the page of an invoice: it cannot be paid on any more. It may have been in the meantime, which the link says then.
     *
     * @throws BillingException NOT_FOUND when none is open; PAYMENT_GATEWAY_UNAVAILABLE
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentLinkView close(UUID invoiceId) {
        UUID id = links.closable(invoiceId);
        linker.close(id);
        PaymentLinkView link = links.get(id);
        if (link.status().isOpen()) {
            throw new BillingException(
                    ProblemType.PAYMENT_GATEWAY_UNAVAILABLE, "Stripe gave no answer that could be used; try it again");
        }
        return link;
    }
}
