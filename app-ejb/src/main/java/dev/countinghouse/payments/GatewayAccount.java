package dev.countinghouse.payments;

/**
 * The tenant's own account at Stripe, with the key that charges through it.
 *
 * @param account as Stripe calls it
 * @param livemode whether it moves real money
 * @param automatic whether invoices are collected as they are finalized
 */
record GatewayAccount(String account, boolean livemode, String secretKey, boolean automatic) {

    /** Never the key. */
    @Override
    public String toString() {
        return "GatewayAccount[" + account + "]";
    }
}
