package dev.countinghouse.subscription.domain;

/** What rests while a subscription is paused. Source: docs/BILLING.md, pauses. */
public enum PauseKind {
    /** Invoices are written as ever, and nobody is reminded of them. */
    COLLECTION,
    /** Nothing is billed of its days; what the plan entitles to stays. */
    BILLING,
    /** Nothing is billed of its days, and nothing is entitled to. */
    SERVICE;

    /** Whether its days are billed. */
    public boolean isBilled() {
        return this == COLLECTION;
    }
}
