package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments. One method is one transaction. */
@Stateless
public class PaymentService {

    private static final String TYPE = "payment";

    @Inject
    PaymentRepository payments;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    Ledger ledger;

    @Inject
    CustomData customData;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock clock;

    /**
     * Records a payment and settles its invoice by it.
     *
     * @throws dev.countinghouse.problem.BillingException when the invoice cannot be paid, the payment is more than is open,
     *     or the invoice has a payment with this reference
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public PaymentView record(NewPayment wanted) {
        InvoiceSettlement.Settled settled = settlement.settle(wanted.invoiceId(), wanted.amount());
        LocalDate paidOn =
                wanted.paidOn() == null ? LocalDate.ofInstant(clock.instant(), settled.zone()) : wanted.paidOn();
        Payment payment = new Payment(Ids.next(), wanted, settled, paidOn, clock.instant());
        payments.add(payment);
        ledger.post(List.of(new JournalEntry(
                payment.id(),
                JournalEntry.Kind.PAYMENT,
                wanted.invoiceId(),
                settled.customerId(),
                paidOn,
                Postings.ofManualPayment(wanted.amount(), settled.recovers()))));
        customData.put(TYPE, payment.id(), wanted.metadata());
        outbox.add(
                "payment.succeeded",
                payment.id(),
                Map.of(
                        "invoice_id",
                        wanted.invoiceId(),
                        "number",
                        settled.number(),
                        "amount",
                        MoneyView.of(wanted.amount())));
        PaymentView view = payment.view(customData.get(TYPE, payment.id()));
        audit.record("payment.create", payment.id(), null, view);
        return view;
    }

    @RolesAllowed(Permission.PAYMENT_READ)
    public PaymentView get(UUID id) {
        return payments.require(id).view(customData.get(TYPE, id));
    }

    /** Newest first. */
    @RolesAllowed(Permission.PAYMENT_READ)
    public Page<PaymentView> list(@Nullable UUID invoiceId, @Nullable UUID customerId, PageRequest page) {
        Page<Payment> found = payments.list(invoiceId, customerId, page);
        Map<UUID, Map<String, Object>> metadata =
                customData.getAll(TYPE, found.data().stream().map(Payment::id).toList());
        return found.map(payment -> payment.view(metadata.getOrDefault(payment.id(), Map.of())));
    }
}
