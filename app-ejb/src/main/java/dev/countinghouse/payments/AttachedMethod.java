package dev.countinghouse.payments;

/**
 * A payment method as the gateway has it.
 *
 * @param reference what the account calls it
 */
record AttachedMethod(GatewayAccount account, String reference) {}
