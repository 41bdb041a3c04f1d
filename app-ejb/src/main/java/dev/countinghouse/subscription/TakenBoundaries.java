package dev.countinghouse.subscription;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was taken of what fell due.
 *
 * @param items to bill, in the order in which they fell due
 * @param drafts made now
 * @param subscriptions how many were moved on; zero when nothing was due
 */
public record TakenBoundaries(List<DueItem> items, List<WaitingDraft> drafts, int subscriptions) {

    /** What is billed of drafts. */
    public Set<DueBilling> finalized() {
        return items.stream().map(DueItem::billing).filter(DueBilling::isDraft).collect(Collectors.toSet());
    }

    public boolean isEmpty() {
        return subscriptions == 0;
    }
}
