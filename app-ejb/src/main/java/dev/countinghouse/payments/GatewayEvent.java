package dev.countinghouse.payments;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway told by itself, as far as it matters here.
 *
 * @param id as the gateway calls it, once
 * @param subject what it is about, as the gateway calls it
 * @param attemptId that the subject says it is of
 * @param ofPayment whether it is about a payment
 * @param refundId that the subject says it is of
 * @param linkId that the subject says it is of
 */
record GatewayEvent(
        String id,
        String type,
        @Nullable String subject,
        @Nullable UUID attemptId,
        boolean ofPayment,
        @Nullable UUID refundId,
        @Nullable UUID linkId) {

    /** Whether it is about a refund. */
    boolean ofRefund() {
        return type.startsWith("refund.") || type.equals("charge.refund.updated");
    }
}
