package dev.countinghouse.catalog;

/** What a customer can be entitled to. */
public enum FeatureKind {
    /** To have it or not. */
    BOOLEAN,
    /** To so many of it. */
    QUANTITY,
    /** To so much usage of a metric. */
    METERED
}
