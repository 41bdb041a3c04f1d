package dev.countinghouse.payments;

import org.jspecify.annotations.Nullable;

/**
 * Where a payment method is to be attached.
 *
 * @param gatewayCustomer what the account calls the customer; null when it does not know him
 */
record PaymentMethodPlace(GatewayAccount account, @Nullable String gatewayCustomer) {}
