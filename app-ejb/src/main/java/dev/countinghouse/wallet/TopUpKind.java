package dev.countinghouse.wallet;

/** How credits came into a wallet. */
public enum TopUpKind {
    /** Given: nothing was paid for them. */
    GRANTED,
    /** Bought: an invoice asks for their price. */
    PURCHASED
}
