package dev.countinghouse.payments;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's own account at Stripe, with the key that charges through it.
 *
 * @param account what customers, payment methods and payments are of: see {@link #of}
 * @param livemode whether it moves real money
 * @param automatic whether invoices are collected as they are finalized
 * @param heldSince since when nothing is charged, because other books were put in place; null when it is charged
 */
record GatewayAccount(
        String account,
        boolean livemode,
        String secretKey,
        boolean automatic,
        @Nullable Instant heldSince) {

    /** Behind what Stripe calls an account, in test mode. */
    static final String TEST = "/test";

    /**
     * What customers, payment methods and payments are of. Stripe calls an account the same in both of its modes, which know nothing of each
     * other's.
     *
     * @param account as Stripe calls it
     */
    static String of(String account, boolean livemode) {
        return livemode ? account : account + TEST;
    }

    /** Whether what is of an account, as {@link #of} names it, moves real money. */
    static boolean isLive(String account) {
        return !account.endsWith(TEST);
    }

    /** Never the key. */
    @Override
    public String toString() {
        return "GatewayAccount[" + account + "]";
    }
}
