package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.payments.domain.AttemptStatus;
import dev.countinghouse.payments.domain.CheckTimes;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.work.WorkKind;
import dev.countinghouse.work.WorkSchedule;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of an attempt: one before the gateway is asked, one after it has answered. Locks are taken in the order of invoice and
 * attempt. Called by the timer or by who collects at once, as a tenant.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CollectionRun {

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    PaymentMethodRepository methods;

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    InvoiceSettlement settlement;

    @Inject
    PaymentBook payments;

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

    /** The attempt that is due longest; empty when none is, or there is no account to ask through. */
    public Optional<UUID> nextDue() {
        return accounts.charging()
                .flatMap(account -> attempts.due(account.account(), clock.instant(), 1).stream()
                        .findFirst());
    }

    /** When the next attempt is due; empty when none is, or there is no account to ask through. */
    public Optional<Instant> next() {
        return accounts.charging().flatMap(account -> attempts.nextDue(account.account()));
    }

    /**
     * What the gateway is to be asked for an attempt. From the commit on the attempt may have been charged.
     *
     * @param giveUp whether an attempt that waits for its customer is to end
     * @return empty when there is nothing to ask: it is over, somebody else asks just now, or it is of another account
     */
    public Optional<Charge> claim(UUID attemptId, boolean giveUp) {
        InvoiceSettlement.Collectable invoice =
                settlement.lockCollectable(attempts.invoiceOf(attemptId).orElseThrow());
        Optional<PaymentAttempt> open = attempts.lockOpen(attemptId);
        Optional<GatewayAccount> account = accounts.charging();
        Instant now = clock.instant();
        if (open.isEmpty()
                || account.isEmpty()
                || !account.get().account().equals(open.get().account())
                || !(giveUp || open.get().isDue(now))) {
            return Optional.empty();
        }
        PaymentAttempt attempt = open.get();
        boolean first = attempt.isFresh(now);
        PaymentMethod method = methods.find(attempt.paymentMethodId()).orElseThrow();
        if (attempt.status() == AttemptStatus.CREATED) {
            @Nullable String obstacle = obstacle(invoice, method);
            if (obstacle != null) {
                attempt.giveUp(obstacle, now);
                changed(attempt, invoice.number());
                return Optional.empty();
            }
            attempt.begin(invoice.due(), method, now);
        }
        attempt.asked(now);
        schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(attempt.nextCheckAt()));
        boolean abandoned = giveUp || attempt.isInVain(invoice.due(), now);
        return Optional.of(charge(attempt, invoice.number(), method, new Asking(account.get(), now, abandoned, first)));
    }

    /**
     * How an attempt is asked about.
     *
     * @param now real time
     */
    private record Asking(GatewayAccount account, Instant now, boolean abandoned, boolean first) {}

    private static Charge charge(PaymentAttempt attempt, String number, PaymentMethod method, Asking asking) {
        return new Charge(
                attempt.id(),
                asking.account(),
                CurrentScope.tenant().id(),
                attempt.invoiceId(),
                number,
                attempt.amount(),
                Objects.requireNonNullElse(attempt.gatewayCustomer(), method.gatewayCustomer()),
                Objects.requireNonNullElse(attempt.methodReference(), method.reference()),
                attempt.gatewayReference(),
                attempt.since(),
                asking.now().plus(CheckTimes.SENT),
                attempt.keyHolds(asking.now()),
                asking.abandoned(),
                asking.first());
    }

    private static @Nullable String obstacle(InvoiceSettlement.Collectable invoice, PaymentMethod method) {
        if (invoice.due().signum() <= 0) {
            return "nothing_due";
        }
        return method.isAttached() ? null : "payment_method_detached";
    }

    /** An attempt that could not be taken further is taken up again later, after the others. */
    public void postpone(UUID attemptId) {
        attempts.lockOpen(attemptId).ifPresent(attempt -> {
            attempt.postpone(clock.instant());
            schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(attempt.nextCheckAt()));
        });
    }

    /**
     * Writes down what the gateway said. Money that came in is booked once, whatever became of the invoice meanwhile, and of the attempt:
     * what is over stays as it is.
     */
    public void answered(UUID attemptId, GatewayAnswer answer) {
        Optional<UUID> invoiceId = attempts.invoiceOf(attemptId);
        if (invoiceId.isEmpty()) { // other books were put in place while the gateway was asked
            if (answer.status() == AttemptStatus.SUCCEEDED) {
                payments.unexpected(attemptId, Objects.requireNonNull(answer.reference()), null);
            }
            return;
        }
        InvoiceSettlement.Collectable invoice = settlement.lockCollectable(invoiceId.get());
        attempts.lockOpen(attemptId)
                .filter(attempt -> attempt.status() != AttemptStatus.CREATED) // as it is again in books from before
                .ifPresentOrElse(attempt -> end(attempt, answer, invoice.number()), () -> late(attemptId, answer));
    }

    private void end(PaymentAttempt attempt, GatewayAnswer answer, String number) {
        @Nullable UUID payment = answer.status() == AttemptStatus.SUCCEEDED ? take(attempt, answer) : null;
        boolean news = attempt.answered(answer, payment, clock.instant());
        Instant again = attempt.nextCheckAt();
        if (again != null) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, again);
        }
        if (news) {
            changed(attempt, number);
        }
    }

    private void late(UUID attemptId, GatewayAnswer answer) {
        String reference = answer.reference();
        if (answer.status() != AttemptStatus.SUCCEEDED || reference == null) {
            return;
        }
        PaymentAttempt over = attempts.require(attemptId);
        if (!payments.isBooked(over.invoiceId(), reference)) {
            payments.unexpected(attemptId, reference, take(over, answer));
        }
    }

    private UUID take(PaymentAttempt attempt, GatewayAnswer answer) {
        return payments.take(
                attempt.invoiceId(),
                Objects.requireNonNull(answer.received()),
                Objects.requireNonNull(answer.reference()));
    }

    private void changed(PaymentAttempt attempt, String number) {
        attempts.flush();
        PaymentAttemptView view = attempt.view();
        audit.record("payment_attempt.update", attempt.id(), null, view);
        if (view.status() == AttemptStatus.FAILED) {
            schedule.at(WorkKind.PAYMENT_REMINDERS, businessClock.instant()); // whose next step has waited for it
            outbox.add("payment.failed", attempt.id(), payload(view, number));
        } else if (view.status() == AttemptStatus.REQUIRES_ACTION) {
            outbox.add("payment.requires_action", attempt.id(), payload(view, number));
        }
    }

    private static Map<String, Object> payload(PaymentAttemptView attempt, String number) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("invoice_id", attempt.invoiceId());
        payload.put("number", number);
        payload.put("customer_id", attempt.customerId());
        payload.put("amount", attempt.amount());
        payload.put("code", Objects.requireNonNullElse(attempt.code(), ""));
        payload.put("message", Objects.requireNonNullElse(attempt.message(), ""));
        return payload;
    }
}
