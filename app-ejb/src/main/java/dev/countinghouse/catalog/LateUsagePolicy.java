package dev.countinghouse.catalog;

/** What becomes of usage that comes after its period was billed. */
public enum LateUsagePolicy {
    /** The difference is billed with the next invoice. */
    DELTA,
    /** It is recorded and never billed. */
    IGNORE
}
