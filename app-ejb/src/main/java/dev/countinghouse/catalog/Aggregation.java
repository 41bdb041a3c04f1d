package dev.countinghouse.catalog;

/** How the events of a period become one quantity. Source: docs/BILLING.md, usage. */
public enum Aggregation {
    /** Number of events. */
    COUNT,
    /** Sum of a field. */
    SUM,
    /** Lowest value of a field. */
    MIN,
    /** Highest value of a field. */
    MAX,
    /** Sum of a field over the number of events. */
    AVERAGE,
    /** A field's value in the last event. */
    LATEST,
    /** Number of different values of a field. */
    UNIQUE_COUNT,
    /** Sum of a field's changes, each weighted by the part of the period that was left. */
    WEIGHTED_SUM;

    /** Whether it takes a field of the events. */
    boolean takesField() {
        return this != COUNT;
    }

    /** Whether its state at the end of a period can be where the next one begins. */
    boolean carriesOver() {
        return switch (this) {
            case SUM, MAX, LATEST, UNIQUE_COUNT, WEIGHTED_SUM -> true;
            case COUNT, MIN, AVERAGE -> false;
        };
    }
}
