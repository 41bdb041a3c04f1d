package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the gateway for an attempt: the same whenever it is asked again.
 *
 * @param tenantId whose attempt it is: an account may take payments for several
 * @param number the invoice's
 * @param reference what the gateway calls the payment; null while it has not said so
 * @param since when the gateway can have been asked first; real time
 * @param askBy until when it may be asked for money; real time
 * @param keyHolds whether the gateway surely still knows the attempt's key, so that asking again charges once
 * @param abandoned whether the customer is waited for no more
 * @param first whether it surely was never asked before
 */
record Charge(
        UUID attemptId,
        GatewayAccount account,
        UUID tenantId,
        UUID invoiceId,
        String number,
        Money amount,
        String gatewayCustomer,
        String paymentMethod,
        @Nullable String reference,
        Instant since,
        Instant askBy,
        boolean keyHolds,
        boolean abandoned,
        boolean first) {}
