package dev.countinghouse.webhooks;

/** Why an endpoint is disabled. */
public enum DisabledBecause {
    /** Somebody of the tenant wanted it. */
    ASKED,
    /** It answered 410: it wants nothing more. */
    GONE,
    /** An event was tried for three days in vain, and no other one was taken meanwhile. */
    FAILING
}
