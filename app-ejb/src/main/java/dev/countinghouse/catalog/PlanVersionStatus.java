package dev.countinghouse.catalog;

/** Where a version of a plan stands. */
public enum PlanVersionStatus {
    /** Being prepared: can be edited, nobody can subscribe to it. */
    DRAFT,
    /** Never changes; the newest takes new subscribers. */
    PUBLISHED,
    /** Takes no more subscribers; those it has go on. */
    ARCHIVED
}
