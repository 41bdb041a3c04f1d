package dev.countinghouse.wallet;

/** What makes a wallet be topped up by itself. */
public enum TopUpTrigger {
    /** There is less in it than is to be. */
    THRESHOLD,
    /** A day has come. */
    INTERVAL
}
