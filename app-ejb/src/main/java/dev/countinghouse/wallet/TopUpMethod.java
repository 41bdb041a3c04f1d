package dev.countinghouse.wallet;

/** How many credits an automatic top-up puts into a wallet. */
public enum TopUpMethod {
    /** So many. */
    FIXED,
    /** As many as are missing. */
    TARGET
}
