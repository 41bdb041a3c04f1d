package dev.countinghouse.subscription;

/** Why a subscription stays with the version of its plan that it has. Clients switch on the names. */
public enum MigrationProblem {
    /** Nothing of it is left to bill. */
    ENDED,
    /** It has the version. */
    ALREADY_AT_VERSION,
    /** It moves to this version or to another, at the beginning of its next period. */
    ALREADY_MOVING,
    /** It has another version than the one asked for. */
    OTHER_VERSION,
    /** The version is not sold in its currency. */
    CURRENCY_DIFFERS,
    /** The version has other periods: versions change where periods do. */
    PERIODS_DIFFER,
    /** It pays other prices than the plan's, which the version would take away. */
    HAS_OVERRIDES,
    /** It waits for the payment of its first invoice. */
    INCOMPLETE,
    /** It is paused, and none of its days are billed. */
    PAUSED,
    /** It ends before another period begins. */
    ENDS_BEFORE,
    /** Another subscription of the customer bills a metric that the version charges and that the one it has does not. */
    METRIC_ALREADY_BILLED,
    /** It billed such a metric before, until it moved to a version without it. */
    METRIC_BILLED_BEFORE
}
