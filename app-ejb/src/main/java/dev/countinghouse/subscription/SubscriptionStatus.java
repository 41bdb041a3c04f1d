package dev.countinghouse.subscription;

/**
 * Where a subscription stands. Of {@link #ACTIVE} ones it is told whenever it is asked for which are {@link #TRIALING} and which
 * {@link #PAST_DUE}: neither is kept.
 */
public enum SubscriptionStatus {
    /** Begins in the future. */
    PENDING,
    /** Waits for the payment of its first invoice. */
    INCOMPLETE,
    /** Runs, and no fee is due yet. */
    TRIALING,
    ACTIVE,
    /** Runs, in its trial or after it, and one of its invoices is not paid though it is due. */
    PAST_DUE,
    /** Runs, but something of it rests until it is resumed. */
    PAUSED,
    /** Ends at the end of what it is paid for. */
    CANCELED,
    /** Nothing is left to bill. */
    ENDED
}
