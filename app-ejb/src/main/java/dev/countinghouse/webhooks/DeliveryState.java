package dev.countinghouse.webhooks;

import java.util.Locale;

/** How far the delivery of an event to an endpoint came. */
public enum DeliveryState {
    /** It waits for its first or next try, or for an earlier event of the same subject. */
    PENDING,
    /** The endpoint has taken it. */
    DELIVERED,
    /** It was given up: a dead letter, which can be replayed. */
    DEAD;

    /** The name in the database. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
