package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import dev.countinghouse.payments.domain.AttemptStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says of an attempt.
 *
 * @param status never created
 * @param reference what the gateway calls the payment; null while it has not said so
 * @param code why it failed or what is missing, in the gateway's words; null for nothing new
 * @param message the same for people
 * @param received what came in; null unless it succeeded
 */
record GatewayAnswer(
        AttemptStatus status,
        @Nullable String reference,
        @Nullable String code,
        @Nullable String message,
        @Nullable Money received) {

    static GatewayAnswer succeeded(String reference, Money received) {
        return new GatewayAnswer(AttemptStatus.SUCCEEDED, reference, null, null, received);
    }

    static GatewayAnswer processing(String reference) {
        return new GatewayAnswer(AttemptStatus.PROCESSING, reference, null, null, null);
    }

    static GatewayAnswer failed(@Nullable String reference, Why why) {
        return new GatewayAnswer(AttemptStatus.FAILED, reference, why.code(), why.message(), null);
    }

    static GatewayAnswer requiresAction(String reference, Why why) {
        return new GatewayAnswer(AttemptStatus.REQUIRES_ACTION, reference, why.code(), why.message(), null);
    }

    static GatewayAnswer unknown(@Nullable String reference, Why why) {
        return new GatewayAnswer(AttemptStatus.UNKNOWN, reference, why.code(), why.message(), null);
    }

    /** A reason, for programs and for people. */
    record Why(@Nullable String code, @Nullable String message) {}
}
