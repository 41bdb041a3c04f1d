package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.payments.domain.AttemptStatus;
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

/** Attempts to collect payments. One method is one transaction; {@link CollectionService} asks the gateway in between. */
@Stateless
public class PaymentAttemptService {

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    PaymentLinkRepository links;

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
        InvoiceSettlement.Collectable invoice = settlement.lockCollectable(invoiceId);
        if (invoice.due().signum() <= 0) {
            throw new BillingException(
                    ProblemType.INVOICE_NOT_PAYABLE, "Nothing is due of invoice " + invoice.number());
        }
        if (links.open(invoiceId).isPresent()) { // else both might be paid
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS,
                    "The customer may pay invoice %s by a payment link; delete it first".formatted(invoice.number()));
        }
        Optional<PaymentAttempt> open = attempts.open(invoiceId);
        if (open.isPresent()) {
            PaymentAttempt attempt = open.get();
            if (attempt.status() == AttemptStatus.CREATED) {
                return attempt.id();
            }
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS, "Attempt %s is not over".formatted(attempt.id()));
        }
        if (attempts.isAtWorkBefore(invoiceId)) {
            throw new BillingException(
                    ProblemType.PAYMENT_IN_PROGRESS,
                    "An attempt or a payment link of the invoice that %s is in place of is not over"
                            .formatted(invoice.number()));
        }
        PaymentAttempt attempt = new PaymentAttempt(
                Ids.next(),
                invoiceId,
                chargeable(invoice.customerId()),
                invoice.due(),
                new PaymentAttempt.Times(businessClock.instant(), clock.instant()));
        attempts.add(attempt);
        schedule.at(WorkKind.PAYMENT_COLLECTION, clock.instant());
        audit.record("payment_attempt.create", attempt.id(), null, attempt.view());
        return attempt.id();
    }

    private PaymentMethod chargeable(UUID customerId) {
        String account = accounts.chargingStill()
                .map(GatewayAccount::account)
                .orElseThrow(() -> new BillingException(
                        ProblemType.PAYMENT_METHOD_MISSING,
                        "The tenant has no account at Stripe that may be used, or it is held"));
        return methods.attached(customerId).stream()
                .filter(method -> method.isDefault() && method.account().equals(account))
                .findFirst()
                .orElseThrow(() -> new BillingException(
                        ProblemType.PAYMENT_METHOD_MISSING,
                        "The customer has no default payment method of the account that is connected"));
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
