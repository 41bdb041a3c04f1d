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
 * @param gone whether it went out, and may have come back since
 * @param askBefore until when it may be asked for: later, somebody else asks; real time
 */
record RefundRequest(
        UUID refundId,
        GatewayAccount account,
        String payment,
        Money amount,
        @Nullable String reference,
        boolean keyHolds,
        boolean gone,
        Instant askBefore) {}
