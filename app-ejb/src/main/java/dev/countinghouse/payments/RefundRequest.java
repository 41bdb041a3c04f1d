package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the gateway for a refund: the same whenever it is asked again.
 *
 * @param payment what the gateway calls the payment
 * @param reference what the gateway calls the refund; null while it has not said so
 * @param keyHolds whether the gateway surely still knows the refund's key, so that asking again gives back once
 * @param askBefore when whoever asks has to have begun: later, somebody else asks
 */
record RefundRequest(
        UUID refundId,
        GatewayAccount account,
        String payment,
        Money amount,
        @Nullable String reference,
        boolean keyHolds,
        Instant askBefore) {}
