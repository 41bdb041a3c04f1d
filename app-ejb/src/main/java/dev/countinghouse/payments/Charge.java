package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the gateway for an attempt: the same whenever it is asked again.
 *
 * @param number the invoice's
 * @param reference what the gateway calls the payment; null while it has not said so
 * @param begunAt when it was asked first; real time
 * @param keyHolds whether the gateway surely still knows the attempt's key, so that asking again charges once
 * @param abandoned whether the customer is waited for no more
 * @param first whether it was never asked before
 */
record Charge(
        UUID attemptId,
        GatewayAccount account,
        UUID invoiceId,
        String number,
        Money amount,
        String gatewayCustomer,
        String paymentMethod,
        @Nullable String reference,
        Instant begunAt,
        boolean keyHolds,
        boolean abandoned,
        boolean first) {}
