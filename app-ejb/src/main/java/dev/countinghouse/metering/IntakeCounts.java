package dev.countinghouse.metering;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Counts what came in, in the transaction that takes it: the reconciliation compares that with the events that are there. */
@ApplicationScoped
class IntakeCounts {

    @Inject
    ReconciliationRepository intake;

    /** Adds the results of a batch. */
    void add(List<UsageResult> results) {
        int[] counts = new int[UsageResult.Status.values().length];
        results.forEach(result -> counts[result.status().ordinal()]++);
        add(
                counts[UsageResult.Status.ACCEPTED.ordinal()],
                counts[UsageResult.Status.DUPLICATE.ordinal()],
                counts[UsageResult.Status.REJECTED.ordinal()]);
    }

    /**
     * Adds to what was received.
     *
     * @param stored events that are new
     * @param duplicates events that were there already
     * @param rejected events that were refused
     */
    void add(int stored, int duplicates, int rejected) {
        if (stored + duplicates + rejected > 0) {
            intake.add(stored, duplicates, rejected);
        }
    }
}
