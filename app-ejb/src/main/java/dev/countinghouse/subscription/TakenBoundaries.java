package dev.countinghouse.subscription;

import java.util.List;

/**
 * What was taken of what fell due.
 *
 * @param items to bill, in the order in which they fell due
 * @param drafts made now
 * @param subscriptions how many were moved on; zero when nothing was due
 */
public record TakenBoundaries(List<DueItem> items, List<WaitingDraft> drafts, int subscriptions) {

    public boolean isEmpty() {
        return subscriptions == 0;
    }
}
