package dev.countinghouse.subscription.domain;

/** What becomes of the rest of a period in which something was changed. Source: docs/BILLING.md, changes within a period. */
public enum Proration {
    /** It stays as it was: the change is billed from the next period on. */
    NONE,
    /** Its share of the difference is billed at the end of the period. */
    NEXT_INVOICE,
    /** Its share of the difference is billed with the change. */
    AT_ONCE
}
