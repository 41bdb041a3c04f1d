package dev.countinghouse.payments;

import dev.countinghouse.money.MoneyView;
import dev.countinghouse.payments.domain.AttemptStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to collect a payment.
 *
 * @param gatewayReference what the gateway calls the payment; null while it has not said so
 * @param amount what is asked for
 * @param code why it failed or what is missing, in the gateway's words, such as {@code insufficient_funds} or
 *     {@code authentication_required}; or of our own: {@code nothing_due}, {@code payment_method_detached},
 *     {@code amount_not_chargeable}, {@code not_received}, {@code action_not_taken}, {@code abandoned}, {@code cloned}
 * @param message the same for people, as the gateway says it
 * @param paymentId the payment that came of it
 * @param livemode whether it moves real money
 * @param createdAt by the tenant's clock
 * @param nextCheckAt when the gateway is asked again, in real time; null when it is over
 */
public record PaymentAttemptView(
        UUID id,
        UUID invoiceId,
        UUID customerId,
        UUID paymentMethodId,
        String gateway,
        @Nullable String gatewayReference,
        MoneyView amount,
        AttemptStatus status,
        @Nullable String code,
        @Nullable String message,
        @Nullable UUID paymentId,
        boolean livemode,
        Instant createdAt,
        @Nullable Instant nextCheckAt,
        int version) {}
