package dev.countinghouse.catalog;

/** How events of a metric become a quantity. */
public enum Aggregation {
    /** Number of events. */
    COUNT,
    /** Sum of a field of the events. */
    SUM
}
