package dev.countinghouse.payments;

import dev.countinghouse.clock.RealTime;
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
    WorkSchedule schedule;

    @Inject
    @RealTime
    Clock clock;

    /** Takes an event, once; false when it is not signed with the secret of this tenant. */
    public boolean take(String payload, String signature) {
        Optional<GatewayAccount> account = accounts.find();
        Optional<GatewayEvent> signed =
                accounts.webhookSecret().flatMap(secret -> StripeEvents.verified(payload, signature, secret, clock));
        if (account.isEmpty() || signed.isEmpty()) {
            return false;
        }
        GatewayEvent event = signed.get();
        @Nullable UUID attemptId = attempt(account.get(), event).orElse(null);
        Instant now = clock.instant();
        boolean isNew = attempts.receive(event, attemptId, now);
        boolean due = isNew && attemptId != null && attempts.lock(attemptId).toldOf(event.subject(), now);
        boolean others = isNew && (isRefundDue(account.get(), event, now) || isLinkDue(account.get(), event, now));
        if (due || others) {
            schedule.at(WorkKind.PAYMENT_COLLECTION, now);
        }
        return true;
    }

    /** A refund that was made at Stripe itself is none of ours. */
    private boolean isRefundDue(GatewayAccount account, GatewayEvent event, Instant now) {
        String subject = event.subject();
        if (subject == null || !event.ofRefund()) {
            return false;
        }
        UUID said = event.refundId();
        return Optional.ofNullable(said)
                .filter(id -> refunds.isOf(account.account(), id))
                .or(() -> refunds.byReference(account.account(), subject))
                .filter(id -> refunds.lock(id).toldOf(now))
                .isPresent();
    }

    /** The attempt that an event is about, if it is one of ours: the account may take payments for others too. */
    private Optional<UUID> attempt(GatewayAccount account, GatewayEvent event) {
        String subject = event.subject();
        if (!event.ofPayment() || subject == null) {
            return Optional.empty();
        }
        UUID said = event.attemptId();
        return said != null && attempts.isOf(account.account(), said)
                ? Optional.of(said)
                : attempts.byReference(account.account(), subject);
    }

    /** The session or its payment, whichever is told of first. */
    private boolean isLinkDue(GatewayAccount account, GatewayEvent event, Instant now) {
        return Optional.ofNullable(event.linkId())
                .filter(id -> links.isOf(account.account(), id))
                .filter(id -> links.lock(id).toldOf(now))
                .isPresent();
    }
}
