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
 * @param refundId that the subject says it is of
 * @param linkId that the subject says it is of
 */
record GatewayEvent(
        String id,
        String type,
        @Nullable String subject,
        @Nullable UUID attemptId,
        @Nullable UUID tenantId,
        boolean ofPayment,
        @Nullable UUID refundId,
        @Nullable UUID linkId) {

    /** Whether it is about a refund. */
    boolean ofRefund() {
        return type.startsWith("refund.") || type.equals("charge.refund.updated");
    }

    /** Whether it is about a page on which a customer pays, or what he pays there. */
    boolean ofLink() {
        return linkId != null && (ofPayment || type.startsWith("checkout.session."));
    }

    /** Whether it says that a payment has come in. */
    boolean isSuccess() {
        return type.equals("payment_intent.succeeded");
    }
}
