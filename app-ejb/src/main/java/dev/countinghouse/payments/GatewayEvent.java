package dev.countinghouse.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway told by itself, as far as it matters here.
 *
 * @param id as the gateway calls it, once
 * @param subject what it is about, as the gateway calls it
 * @param attemptId that the subject says it is of
 * @param tenantId that it says it is of
 * @param ofPayment whether it tells how far a payment came
 */
record GatewayEvent(
        String id,
        String type,
        @Nullable String subject,
        @Nullable UUID attemptId,
        @Nullable UUID tenantId,
        boolean ofPayment) {

    /** Whether it says that a payment has come in. */
    boolean isSuccess() {
        return type.equals("payment_intent.succeeded");
    }
}
