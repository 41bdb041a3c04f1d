package dev.countinghouse.payments;

import dev.countinghouse.clock.RealTime;
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
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of a tenant's account at Stripe, as that tenant. An event moves no money: it makes its attempt due to be asked about, so that
 * in whatever order events come, and however often, what Stripe says of the payment now is what counts.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class GatewayEventRun {

    @Inject
    GatewayAccountRepository accounts;

    @Inject
    PaymentAttemptRepository attempts;

    @Inject
    RefundRepository refunds;

    @Inject
    PaymentLinkRepository links;

    @Inject
    PaymentBook payments;

    @Inject
    WorkSchedule schedule;

    @Inject
    @RealTime
    Clock clock;

    /**
     * What became of an event.
     *
     * @param signed whether it is signed with the secret of this tenant; else nothing was done
     * @param late a payment to ask about, whose attempt is over here; null for none
     */
    record Taken(boolean signed, @Nullable LatePayment late) {}

    /** Takes an event, once, if it is signed with the secret of this tenant. */
    public Taken take(String payload, String signature) {
        Optional<String> account = accounts.connected();
        Optional<GatewayEvent> signed =
                accounts.webhookSecret().flatMap(secret -> StripeEvents.verified(payload, signature, secret, clock));
        if (account.isEmpty() || signed.isEmpty()) {
            return new Taken(false, null);
        }
        GatewayEvent event = signed.get();
        String subject = event.subject();
        if (subject != null && (event.ofRefund() || event.ofLink())) {
            takeOther(event, subject, account.get());
            return new Taken(true, null);
        }
        return new Taken(
                true,
                event.ofPayment() && subject != null
                        ? take(event, subject, account.get()).orElse(null)
                        : null);
    }

    private Optional<LatePayment> take(GatewayEvent event, String subject, String account) {
        @Nullable UUID attemptId = attempt(event, subject, account).orElse(null);
        Instant now = clock.instant();
        boolean news = attempts.receive(event, attemptId, now);
        if (attemptId == null) {
            UUID said = event.attemptId();
            if (news
                    && event.isSuccess()
                    && said != null
                    && CurrentScope.tenant().id().equals(event.tenantId())
                    && !payments.isBooked(null, subject)) {
                payments.unexpected(said, subject, null); // asked for by books that are not there any more
            }
            return Optional.empty();
        }
        Optional<PaymentAttempt> open = attempts.lockOpen(attemptId);
        if (news && open.isPresent() && open.get().toldOf(now)) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, now);
        }
        @Nullable UUID invoiceId = attempts.invoiceOf(attemptId).orElse(null);
        return open.isEmpty() && event.isSuccess() && !payments.isBooked(invoiceId, subject)
                ? late(attempts.require(attemptId), subject)
                : Optional.empty();
    }

    private Optional<LatePayment> late(PaymentAttempt over, String subject) {
        return accounts.usable().map(account -> new LatePayment(over.id(), account, over.amount(), subject));
    }

    /** Of a refund, or of a page on which a customer pays: the session or its payment, whichever is told of first. */
    private void takeOther(GatewayEvent event, String subject, String account) {
        Instant now = clock.instant();
        if (attempts.receive(event, null, now)
                && (event.ofRefund() ? tellRefund(event, subject, account) : tellLink(event, subject, account))) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, now);
        }
    }

    private boolean tellRefund(GatewayEvent event, String subject, String account) {
        return refund(event, subject, account)
                .filter(id -> refunds.lock(id).toldOf(clock.instant()))
                .isPresent();
    }

    /** Money for a link that is over, or of books that are not there any more, is nobody's until somebody has looked at it. */
    private boolean tellLink(GatewayEvent event, String subject, String account) {
        UUID said = event.linkId();
        if (said == null) {
            return false;
        }
        if (links.isOf(account, said)) {
            PaymentLink link = links.lock(said);
            if (event.isSuccess() && !link.status().isOpen() && !payments.isBooked(link.invoiceId(), subject)) {
                payments.unexpected(said, subject, null);
            }
            return link.toldOf(clock.instant());
        }
        boolean ours = CurrentScope.tenant().id().equals(event.tenantId());
        if (event.isSuccess() && ours && !payments.isBooked(null, subject)) {
            payments.unexpected(said, subject, null);
        }
        return false;
    }

    /** One that was made at Stripe itself is none of ours. */
    private Optional<UUID> refund(GatewayEvent event, String subject, String account) {
        return Optional.ofNullable(event.refundId())
                .filter(id -> refunds.isOf(account, id))
                .or(() -> refunds.byReference(account, subject));
    }

    /** The attempt that an event is about, if it is one of ours: the account may take payments for others too. */
    private Optional<UUID> attempt(GatewayEvent event, String subject, String account) {
        UUID said = event.attemptId();
        return said != null && attempts.isOf(account, said)
                ? Optional.of(said)
                : attempts.byReference(account, subject);
    }
}
