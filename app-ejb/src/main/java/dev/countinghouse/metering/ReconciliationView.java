package dev.countinghouse.metering;

import java.time.Instant;

/**
 * What came in within an hour and what has become of it: received = stored + duplicates + rejected, stored = invoiced + open.
 *
 * @param hour its first instant, UTC
 * @param received all that was sent
 * @param stored counted when they came in
 * @param invoiced on an invoice, counted from the events that are there now, and the deleted ones
 * @param deleted invoiced, and deleted as old as the tenant wanted
 * @param open the others that are there: not billed yet, come after their hour was billed, or of nobody's subscription
 * @param balanced whether the events that are there and the deleted ones are as many as were stored
 */
public record ReconciliationView(
        Instant hour,
        long received,
        long stored,
        long duplicates,
        long rejected,
        long invoiced,
        long deleted,
        long open,
        boolean balanced) {

    /** What was counted when it came in. */
    record Received(long stored, long duplicates, long rejected) {}

    /**
     * Puts the counts of an hour together.
     *
     * @param events that are there
     * @param invoiced how many of those are on an invoice
     * @param deleted that were there and on an invoice
     */
    static ReconciliationView of(Instant hour, Received received, long events, long invoiced, long deleted) {
        return new ReconciliationView(
                hour,
                received.stored() + received.duplicates() + received.rejected(),
                received.stored(),
                received.duplicates(),
                received.rejected(),
                invoiced + deleted,
                deleted,
                events - invoiced,
                events + deleted == received.stored());
    }
}
