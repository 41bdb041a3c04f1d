package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.customdata.CustomData;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.MoneyView;
import dev.countinghouse.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Books money that came in: the payment, its postings, its event, and who did it, in the transaction that settles the invoice. */
@ApplicationScoped
class PaymentBook {

    static final String TYPE = "payment";

    private static final Logger LOG = Logger.getLogger(PaymentBook.class.getName());

    @Inject
    PaymentRepository payments;

    @Inject
    LinkWatch links;

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

    /** A payment that was received outside, of an invoice that it has settled. */
    PaymentView record(NewPayment wanted, InvoiceSettlement.Settled settled) {
        Instant now = clock.instant();
        LocalDate paidOn = wanted.paidOn() == null ? LocalDate.ofInstant(now, settled.zone()) : wanted.paidOn();
        Payment payment = new Payment(Ids.next(), Payment.Receipt.of(wanted), settled, paidOn, now);
        customData.put(TYPE, payment.id(), wanted.metadata());
        return book(payment, settled, Postings.ofManualPayment(wanted.amount(), settled.recovers()));
    }

    /**
     * A payment that a gateway has received: of what is open of its invoice, and the rest to the customer's credit.
     *
     * @param reference what the gateway calls it; it is booked once, be it that somebody has recorded it of the invoice by hand, under this reference
     * @return the payment
     */
    UUID take(UUID invoiceId, Money received, String reference) {
        Optional<UUID> booked = booked(invoiceId, reference);
        return booked.isPresent() ? booked.get() : takeNew(invoiceId, received, reference);
    }

    private UUID takeNew(UUID invoiceId, Money received, String reference) {
        InvoiceSettlement.Taken taken = settlement.take(invoiceId, received);
        InvoiceSettlement.Settled settled = taken.settled();
        Instant now = clock.instant();
        Payment payment = new Payment(
                Ids.next(),
                Payment.Receipt.ofStripe(invoiceId, reference, received, taken.excess()),
                settled,
                LocalDate.ofInstant(now, settled.zone()),
                now);
        book(payment, settled, Postings.ofStripePayment(received, taken.excess(), settled.recovers()));
        return payment.id();
    }

    /**
     * Whether a payment that a gateway has received was booked.
     *
     * @param invoiceId for which it may have been recorded by hand, too; null when that is not known
     */
    boolean isBooked(@Nullable UUID invoiceId, String reference) {
        return booked(invoiceId, reference).isPresent();
    }

    private Optional<UUID> booked(@Nullable UUID invoiceId, String reference) {
        Optional<UUID> booked = payments.booked(reference);
        return booked.isPresent() || invoiceId == null ? booked : payments.recorded(invoiceId, reference);
    }

    /**
     * Tells of money that nobody was waiting for: it has to be looked at.
     *
     * @param subjectId of the attempt or the link that it says it is of
     * @param reference what the gateway calls the payment
     * @param paymentId that was booked of it; null when it is in no book
     */
    void unexpected(UUID subjectId, String reference, @Nullable UUID paymentId) {
        LOG.log(Level.SEVERE, "payment {0} of attempt or link {1} was not expected; booked: {2}", new Object[] {
            reference, subjectId, paymentId != null
        });
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("gateway", "stripe");
        payload.put("gateway_reference", reference);
        if (paymentId != null) {
            payload.put("payment_id", paymentId);
        }
        outbox.add("payment.unexpected", subjectId, payload);
    }

    private PaymentView book(Payment payment, InvoiceSettlement.Settled settled, List<Transfer> transfers) {
        payments.add(payment);
        links.paid(payment.invoiceId());
        PaymentView view = payment.view(customData.get(TYPE, payment.id()));
        ledger.post(List.of(new JournalEntry(
                payment.id(),
                JournalEntry.Kind.PAYMENT,
                view.invoiceId(),
                settled.customerId(),
                view.paidOn(),
                transfers)));
        outbox.add("payment.succeeded", payment.id(), payload(view, settled.number()));
        audit.record("payment.create", payment.id(), null, view);
        return view;
    }

    private static Map<String, Object> payload(PaymentView payment, String number) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("invoice_id", payment.invoiceId());
        payload.put("number", number);
        payload.put("amount", payment.amount());
        MoneyView excess = payment.excess();
        if (excess.amount().signum() > 0) {
            payload.put("excess", excess);
        }
        return payload;
    }
}
