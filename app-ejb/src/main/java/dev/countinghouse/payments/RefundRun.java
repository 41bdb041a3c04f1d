package dev.countinghouse.payments;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.invoicing.InvoiceRefunds;
import dev.countinghouse.payments.domain.CheckTimes;
import dev.countinghouse.payments.domain.RefundStatus;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The transactions of a refund: one before the gateway is asked, one after it has answered. Locks are taken in the order of invoice and
 * refund. Called by the timer, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RefundRun {

    private static final Logger LOG = Logger.getLogger(RefundRun.class.getName());

    @Inject
    RefundRepository refunds;

    @Inject
    PaymentRepository payments;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    InvoiceRefunds invoices;

    @Inject
    RefundBook book;

    @Inject
    WorkSchedule schedule;

    @Inject
    @RealTime
    Clock clock;

    /** The refund that is due longest; empty when none is, or there is no account to ask through. */
    public Optional<UUID> nextDue() {
        return accounts.charging().flatMap(account -> refunds.due(account.account(), clock.instant()));
    }

    /** When the next refund is due; empty when none is, or there is no account to ask through. */
    public Optional<Instant> next() {
        return accounts.charging().flatMap(account -> refunds.nextDue(account.account()));
    }

    /**
     * What the gateway is to be asked for a refund. From the commit on the money may have gone out.
     *
     * @return empty when there is nothing to ask: somebody else asks just now, or it is of another account
     */
    public Optional<RefundRequest> claim(UUID refundId) {
        Refund refund = refunds.lock(refundId);
        Optional<GatewayAccount> account =
                accounts.charging().filter(found -> found.account().equals(refund.account()));
        Instant now = clock.instant();
        if (account.isEmpty() || !refund.isDue(now)) {
            return Optional.empty();
        }
        refund.asked(now);
        schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(refund.nextCheckAt()));
        return Optional.of(new RefundRequest(
                refundId,
                account.get(),
                payments.require(refund.paymentId()).reference(),
                refund.amount(),
                refund.gatewayReference(),
                refund.keyHolds(now),
                refund.isGone(),
                now.plus(CheckTimes.SENT)));
    }

    /** A refund that could not be taken further is taken up again later, after the others. */
    public void postpone(UUID refundId) {
        refunds.lockExpected(refundId).ifPresent(refund -> {
            refund.postpone(clock.instant());
            schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(refund.nextCheckAt()));
        });
    }

    /** Writes down what the gateway said, and posts it once. What has failed stays so: money that went out all the same is told. */
    public void answered(RefundRequest request, RefundAnswer answer) {
        Optional<UUID> invoiceId = refunds.invoiceOf(request.refundId());
        if (invoiceId.isEmpty()) { // other books were put in place while the gateway was asked
            LOG.log(Level.SEVERE, "refund {0} is in no book; the gateway says: {1} {2}", new Object[] {
                request.refundId(), answer.status(), answer.reference()
            });
            return;
        }
        InvoiceRefunds.Refundable invoice = invoices.lock(invoiceId.get());
        LocalDate today = book.today(invoice.zone());
        Refund refund = refunds.lock(request.refundId());
        boolean stayed = refund.status() == RefundStatus.FAILED && !refund.isGone();
        if (stayed && answer.status() == RefundStatus.SUCCEEDED) {
            book.unexpected(refund, Objects.requireNonNull(answer.reference()));
        }
        boolean news = refund.answered(answer, clock.instant());
        Instant again = refund.nextCheckAt();
        if (again != null) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, again);
        }
        if (news) {
            book.changed(refund, today);
        }
    }
}
