package dev.countinghouse.payments;

import dev.countinghouse.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the gateway for a payment link: the same whenever it is asked again.
 *
 * @param tenantId whose link it is: an account may take payments for several
 * @param number the invoice's
 * @param gatewayCustomer what the gateway calls the customer; null where it does not know him
 * @param reference what the gateway calls the link; null while it has not said so
 * @param since when the gateway can have been asked first; real time
 * @param keyHolds whether the gateway surely still knows the link's key
 * @param close whether it is to be closed, unless it was paid on
 */
record LinkRequest(
        UUID linkId,
        GatewayAccount account,
        UUID tenantId,
        String number,
        Money amount,
        @Nullable String gatewayCustomer,
        String successUrl,
        @Nullable String cancelUrl,
        @Nullable String reference,
        Instant since,
        boolean keyHolds,
        boolean close) {}
