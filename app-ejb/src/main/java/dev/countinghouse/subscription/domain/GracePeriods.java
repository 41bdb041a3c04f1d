package dev.countinghouse.subscription.domain;

import java.util.Map;
import java.util.UUID;

/**
 * How long the invoices of customers are drafts.
 *
 * @param usual of who has none of his own
 * @param own by customers
 */
public record GracePeriods(GracePeriod usual, Map<UUID, GracePeriod> own) {

    public GracePeriods {
        own = Map.copyOf(own);
    }

    /** The customer's. */
    public GracePeriod of(UUID customerId) {
        return own.getOrDefault(customerId, usual);
    }
}
