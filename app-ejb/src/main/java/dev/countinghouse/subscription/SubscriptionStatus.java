package dev.countinghouse.subscription;

/** Where a subscription stands. */
public enum SubscriptionStatus {
    /** Begins in the future. */
    PENDING,
    ACTIVE,
    /** Ends at the end of what it is paid for. */
    CANCELED,
    /** Nothing is left to bill. */
    ENDED
}
