package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Attempts to collect payments. One method is one transaction; {@link CollectionService} asks the gateway in between. */
@Stateless
public class PaymentAttemptService {

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    AttemptBook book;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    Audit audit;

    @Inject
    @RealTime
    Clock clock;

    /**
     * The attempt of an invoice that waits for its customer, if there is one: it has to be given up before another is made.
     *
     * @throws BillingException NOT_FOUND
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public Optional<UUID> waiting(UUID invoiceId) {
        settlement.lockCollectable(invoiceId);
        return attempts.open(invoiceId)
                .filter(attempt -> attempt.status() == AttemptStatus.REQUIRES_ACTION)
                .map(PaymentAttempt::id);
    }

    /**
     * Makes an attempt by the default payment method of the invoice's customer, or finds the one that is to be made anyway. Should this
     * server die, it is made by the next one.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_PAYABLE when nothing is due; PAYMENT_IN_PROGRESS when an attempt is not over,
     *     of this invoice or of one that it is in place of, or a payment link may be paid on;
     *     PAYMENT_METHOD_MISSING when there is no default payment method of the account that is connected
     */
    @RolesAllowed(Permission.PAYMENT_WRITE)
    public UUID create(UUID invoiceId) {
        return book.create(invoiceId);
    }

    /**
     * Ends an attempt of which somebody has found out at the gateway that it was not paid, and cannot be. Should it be paid later after all,
     * what comes in is booked.
     *
     * @return the attempt; one that was over stays as it was
     * @throws BillingException NOT_FOUND; PAYMENT_IN_PROGRESS while it can be asked about, unless it is unknown still after it could be asked for
     *     again: until then that may be happening just now
     */
    @RolesAllowed(Permission.TENANT_WRITE)
    public PaymentAttemptView abandon(UUID id) {
        UUID invoice = attempts.invoiceOf(id)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No payment attempt " + id));
        settlement.lockCollectable(invoice);
        Optional<PaymentAttempt> open = attempts.lockOpen(id);
        if (open.isEmpty()) {
            return get(id);
        }
        PaymentAttempt attempt = open.get();
        boolean asked = accounts.usable()
                .map(GatewayAccount::account)
                .filter(attempt.account()::equals)
                .isPresent();
        if (asked && (attempt.status() != AttemptStatus.UNKNOWN || attempt.keyHolds(clock.instant()))) {
            throw new BillingException(ProblemType.PAYMENT_IN_PROGRESS, "The gateway is at work on it");
        }
        PaymentAttemptView before = attempt.view();
        attempt.abandon(clock.instant());
        attempts.flush();
        PaymentAttemptView after = attempt.view();
        audit.record("payment_attempt.abandon", id, before, after);
        return after;
    }

    @RolesAllowed(Permission.PAYMENT_READ)
    public PaymentAttemptView get(UUID id) {
        return attempts.require(id).view();
    }

    /** Newest first. */
    @RolesAllowed(Permission.PAYMENT_READ)
    public Page<PaymentAttemptView> list(AttemptFilter filter, PageRequest page) {
        return attempts.list(filter, page).map(PaymentAttempt::view);
    }
}
