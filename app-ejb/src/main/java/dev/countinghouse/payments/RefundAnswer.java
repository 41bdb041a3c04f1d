package dev.countinghouse.payments;

import dev.countinghouse.payments.GatewayAnswer.Why;
import dev.countinghouse.payments.domain.RefundStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of a refund.
 *
 * @param reference what the gateway calls it; null while it has not said so
 * @param why it failed or is not known; empty for nothing new
 */
record RefundAnswer(RefundStatus status, @Nullable String reference, Why why) {

    static final Why NOTHING = new Why(null, null);

    static RefundAnswer unknown(@Nullable String reference, Why why) {
        return new RefundAnswer(RefundStatus.UNKNOWN, reference, why);
    }

    static RefundAnswer failed(@Nullable String reference, Why why) {
        return new RefundAnswer(RefundStatus.FAILED, reference, why);
    }
}
