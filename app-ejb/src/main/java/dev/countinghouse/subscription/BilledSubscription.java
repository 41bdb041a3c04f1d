package dev.countinghouse.subscription;

import java.util.List;
import java.util.UUID;

/**
 * A subscription as it was billed: worked out anew from its first day on.
 *
 * @param boundaries that were billed, in the order of time
 * @param skippedUsage whether it has ended, and usage that was not billed by then was let off, also of periods before the last one
 * @param running the items of the period whose end is to come, as if it ended; empty when there is none
 */
public record BilledSubscription(
        UUID id, UUID customerId, List<Boundary> boundaries, boolean skippedUsage, List<DueItem> running) {

    /**
     * A boundary that was billed.
     *
     * @param items in the order in which they were billed
     * @param canceledLater whether the subscription was canceled after it: what was billed in advance there may be for more days
     *     than are left
     */
    public record Boundary(List<DueItem> items, boolean canceledLater) {}
}
