package dev.countinghouse.payments;

import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments. One method is one transaction. */
@Stateless
public class PaymentService {

    @Inject
    PaymentRepository payments;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    PaymentBook book;

    @Inject
    CustomData customData;

    /**
     * Records a payment and settles its invoice by it, also while it is being collected: money that is there is taken, and what a gateway
     * receives beyond what is due then goes to the customer's credit balance.
     *
     * @throws dev.countinghouse.problem.BillingException when the invoice cannot be paid, the payment is more than is open,
     *     or the invoice has a payment with this reference
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentView record(NewPayment wanted) {
        return book.record(wanted, settlement.settle(wanted.invoiceId(), wanted.amount()));
    }

    @RolesAllowed(Permission.PAYMENT_READ)
    public PaymentView get(UUID id) {
        return payments.require(id).view(customData.get(PaymentBook.TYPE, id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.PAYMENT_READ)
    public Page<PaymentView> list(@Nullable UUID invoiceId, @Nullable UUID customerId, PageRequest page) {
        Page<Payment> found = payments.list(invoiceId, customerId, page);
        Map<UUID, Map<String, Object>> metadata = customData.getAll(
                PaymentBook.TYPE, found.data().stream().map(Payment::id).toList());
        return found.map(payment -> payment.view(metadata.getOrDefault(payment.id(), Map.of())));
    }
}
