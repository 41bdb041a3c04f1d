package dev.countinghouse.payments;

import dev.countinghouse.identity.Permission;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/** Collects an invoice when somebody says so. Should this server die in the middle, the timers go on where it was. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // no connection waits for somebody else's server
public class CollectionService {

    @Inject
    PaymentAttemptService attempts;

    @Inject
    Collector collector;

    /**
     * Charges what is due of an invoice now. An attempt that waits for the customer is given up first.
     *
     * @return the attempt as far as it came
     * @throws dev.countinghouse.problem.BillingException NOT_FOUND; INVOICE_NOT_PAYABLE; PAYMENT_IN_PROGRESS; PAYMENT_METHOD_MISSING
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentAttemptView collect(UUID invoiceId) {
        attempts.waiting(invoiceId).ifPresent(collector::giveUp);
        UUID attempt = attempts.create(invoiceId);
        collector.advance(attempt);
        return attempts.get(attempt);
    }
}
