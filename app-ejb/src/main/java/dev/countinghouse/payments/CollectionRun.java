package dev.countinghouse.payments;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.clock.BusinessClock;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.invoicing.InvoiceSettlement;
import dev.countinghouse.outbox.Outbox;
import dev.countinghouse.payments.domain.AttemptStatus;
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
        return account()
                .flatMap(account -> attempts.due(account.account(), clock.instant(), 1).stream()
                        .findFirst());
    }

    /** When the next attempt is due; empty when none is, or there is no account to ask through. */
    public Optional<Instant> next() {
        return account().flatMap(account -> attempts.nextDue(account.account()));
    }

    /** No real money moves by a clock that somebody sets. */
    private Optional<GatewayAccount> account() {
        return accounts.find().filter(account -> !(account.livemode() && businessClock.isTest()));
    }

    /**
     * What the gateway is to be asked for an attempt. From the commit on the attempt may have been charged.
     *
     * @param giveUp whether an attempt that waits for its customer is to end
     * @return empty when there is nothing to ask: it is over, somebody else asks just now, or it is of another account
     */
    public Optional<Charge> claim(UUID attemptId, boolean giveUp) {
        InvoiceSettlement.Collectable invoice = settlement.lockCollectable(attempts.invoiceOf(attemptId));
        PaymentAttempt attempt = attempts.lock(attemptId);
        Optional<GatewayAccount> account =
                account().filter(found -> found.account().equals(attempt.account()));
        Instant now = clock.instant();
        if (account.isEmpty() || !(giveUp ? attempt.status().isOpen() : attempt.isDue(now))) {
            return Optional.empty();
        }
        PaymentMethod method = methods.find(attempt.paymentMethodId()).orElseThrow();
        boolean first = attempt.status() == AttemptStatus.CREATED;
        if (first) {
            @Nullable String obstacle = obstacle(invoice, method);
            if (obstacle != null) {
                attempt.giveUp(obstacle, now);
                changed(attempt, invoice.number());
                return Optional.empty();
            }
            attempt.begin(invoice.due(), now);
        }
        attempt.asked(now);
        schedule.at(WorkKind.PAYMENT_COLLECTION, Objects.requireNonNull(attempt.nextCheckAt()));
        return Optional.of(new Charge(
                attemptId,
                account.get(),
                attempt.invoiceId(),
                invoice.number(),
                attempt.amount(),
                method.gatewayCustomer(),
                method.reference(),
                attempt.gatewayReference(),
                Objects.requireNonNull(attempt.begunAt()),
                attempt.keyHolds(now),
                giveUp || attempt.isInVain(invoice.due(), now),
                first));
    }

    private static @Nullable String obstacle(InvoiceSettlement.Collectable invoice, PaymentMethod method) {
        if (invoice.due().signum() <= 0) {
            return "nothing_due";
        }
        return method.isAttached() ? null : "payment_method_detached";
    }

    /** Writes down what the gateway said. Money that came in is booked once, whatever became of the invoice meanwhile. */
    public void answered(Charge charge, GatewayAnswer answer) {
        InvoiceSettlement.Collectable invoice = settlement.lockCollectable(charge.invoiceId());
        PaymentAttempt attempt = attempts.lock(charge.attemptId());
        @Nullable UUID payment = null;
        if (attempt.status().after(answer.status()) == AttemptStatus.SUCCEEDED
                && attempt.status().isOpen()) {
            payment = payments.take(attempt.invoiceId(), attempt.amount(), Objects.requireNonNull(answer.reference()));
        }
        boolean news = attempt.answered(answer, payment, clock.instant());
        Instant again = attempt.nextCheckAt();
        if (again != null) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, again);
        }
        if (news) {
            changed(attempt, invoice.number());
        }
    }

    private void changed(PaymentAttempt attempt, String number) {
        attempts.flush();
        PaymentAttemptView view = attempt.view();
        audit.record("payment_attempt.update", attempt.id(), null, view);
        if (view.status() == AttemptStatus.FAILED) {
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
