package dev.countinghouse.subscription;

/** Where a subscription stands. */
public enum SubscriptionStatus {
    /** Begins in the future. */
    PENDING,
    ACTIVE,
    /** Runs, but something of it rests until it is resumed. */
    PAUSED,
    /** Ends at the end of what it is paid for. */
    CANCELED,
    /** Nothing is left to bill. */
    ENDED
}
