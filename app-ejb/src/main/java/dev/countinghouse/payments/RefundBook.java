package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceRefunds;
import dev.countinghouse.ledger.JournalEntry;
import dev.countinghouse.ledger.Ledger;
import dev.countinghouse.ledger.domain.Account;
import dev.countinghouse.ledger.domain.Postings;
import dev.countinghouse.ledger.domain.Transfer;
import dev.countinghouse.money.Money;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Books refunds: the row, its postings, its events, and who did it, in the transaction that takes the money from its invoice. */
@ApplicationScoped
class RefundBook {

    private static final Logger LOG = Logger.getLogger(RefundBook.class.getName());

    @Inject
    RefundRepository refunds;

    @Inject
    InvoiceRefunds invoices;

    @Inject
    Ledger ledger;

    @Inject
    WorkSchedule schedule;

    @Inject
    Outbox outbox;

    @Inject
    Audit audit;

    @Inject
    BusinessClock businessClock;

    @Inject
    @RealTime
    Clock clock;

    /** By whose days and clock a refund is made now. */
    Refund.Times now(ZoneId zone) {
        Instant now = businessClock.instant();
        return new Refund.Times(LocalDate.ofInstant(now, zone), now, clock.instant());
    }

    /**
     * Writes a refund down. From now on nobody else can have its money. Unless a credit note gives it back, which posts that itself, the
     * invoice owes it again.
     *
     * @param account that the payment came through; null for one by hand
     */
    RefundView make(Payment payment, @Nullable String account, Refund.Parts parts, Refund.Cause cause) {
        Refund refund = new Refund(Ids.next(), payment, account, parts, cause);
        if (cause.creditNoteId() == null) {
            invoices.refund(payment.invoiceId(), parts.settled(), parts.excess());
            Account outOf = refund.isByHand() ? Account.CASH_MANUAL : Account.REFUNDS;
            post(refund, refund.id(), refund.refundedOn(), Postings.ofRefund(parts.settled(), parts.excess(), outOf));
        }
        refunds.add(refund);
        RefundView view = refund.view();
        audit.record("refund.create", refund.id(), null, view);
        outbox.add("refund.created", refund.id(), payload(view));
        if (refund.isByHand()) {
            outbox.add("refund.succeeded", refund.id(), payload(view));
        } else {
            schedule.at(WorkKind.PAYMENT_COLLECTION, clock.instant());
        }
        return view;
    }

    /** The day it is by the tenant's clock. */
    LocalDate today(ZoneId zone) {
        return LocalDate.ofInstant(businessClock.instant(), zone);
    }

    /**
     * Posts what became of a refund that stands otherwise now. Nothing is read before the row says what posts it: that would write the row.
     *
     * @param today the day it is posted on
     */
    void changed(Refund refund, LocalDate today) {
        String event = switch (refund.status()) {
            case SUCCEEDED -> wentOut(refund, today);
            case FAILED -> stayed(refund, today);
            case PENDING, UNKNOWN -> "";
        };
        refunds.flush();
        RefundView view = refund.view();
        audit.record("refund.update", refund.id(), null, view);
        if (!event.isEmpty()) {
            outbox.add(event, refund.id(), payload(view));
        }
    }

    /**
     * Tells of a refund that has failed here, so that its money is the customer's again, and went out all the same: it has to be looked at.
     *
     * @param reference what the gateway calls it
     */
    void unexpected(Refund refund, String reference) {
        LOG.log(Level.SEVERE, "refund {0} has failed, and went out as {1}", new Object[] {refund.id(), reference});
        Map<String, Object> payload = payload(refund.view());
        payload.put("gateway_reference", reference);
        outbox.add("refund.unexpected", refund.id(), payload);
    }

    private String wentOut(Refund refund, LocalDate today) {
        UUID entry = Ids.next();
        refund.wentOut(entry, today);
        post(refund, entry, today, Postings.ofRefundGone(refund.amount()));
        return "refund.succeeded";
    }

    private String stayed(Refund refund, LocalDate today) {
        UUID entry = Ids.next();
        Refund.Parts parts = refund.parts();
        Money settles = invoices.settledBy(refund.invoiceId(), parts.settled());
        refund.stayed(
                entry, today,
                settles); // before anything is read, which writes the row: it has failed with what posts it
        invoices.keep(refund.invoiceId(), parts.settled(), parts.excess());
        post(
                refund,
                entry,
                today,
                Postings.ofRefundFailed(settles, refund.amount().minus(settles), refund.isGone()));
        return "refund.failed";
    }

    private void post(Refund refund, UUID entry, LocalDate day, List<Transfer> transfers) {
        ledger.post(List.of(new JournalEntry(
                entry, JournalEntry.Kind.REFUND, refund.invoiceId(), refund.customerId(), day, transfers)));
    }

    private static Map<String, Object> payload(RefundView refund) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("payment_id", refund.paymentId());
        payload.put("invoice_id", refund.invoiceId());
        payload.put("customer_id", refund.customerId());
        payload.put("amount", refund.amount());
        payload.put("code", Objects.requireNonNullElse(refund.code(), ""));
        payload.put("message", Objects.requireNonNullElse(refund.message(), ""));
        return payload;
    }
}
