package dev.countinghouse.wallet;

/** What changed what is left of a top-up. */
public enum WalletTransactionKind {
    /** It became usable. */
    TOP_UP,
    /** An invoice was settled from it. */
    USE,
    /** An invoice that was settled from it was voided. */
    RETURN,
    /** What was left expired, or its wallet was terminated. */
    EXPIRY
}
