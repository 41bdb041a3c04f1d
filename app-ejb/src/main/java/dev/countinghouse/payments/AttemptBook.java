package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.payments.domain.DeclineCodes;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Makes attempts to collect, for whoever decides that one is to be made. Joins his transaction and checks no role: he did. */
@ApplicationScoped
public class AttemptBook {

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
     * Makes an attempt by the default payment method of the invoice's customer, or finds the one that is to be made anyway. Should this
     * server die, it is made by the next one.
     *
     * @throws BillingException NOT_FOUND; INVOICE_NOT_PAYABLE when nothing is due; PAYMENT_IN_PROGRESS when an attempt is not over,
     *     of this invoice or of one that it is in place of, or a payment link may be paid on;
     *     PAYMENT_METHOD_MISSING when there is no default payment method of the account that is connected
     */
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

    /**
     * Whether the customer's payment method was declined such that trying it again is of no use, for whichever invoice, and has not worked
     * since.
     *
     * @return false also when there is none to try
     */
    public boolean isDeclinedForGood(UUID customerId) {
        return methods.attached(customerId).stream()
                .filter(PaymentMethod::isDefault)
                .anyMatch(method -> attempts.isDeclined(method.id(), DeclineCodes.finalOnes()));
    }

    /** Whether nothing is charged, because other books were put in place. */
    public boolean isHeld() {
        return accounts.view().filter(account -> account.heldSince() != null).isPresent();
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
}
