package dev.countinghouse.invoicing;

import dev.countinghouse.invoicing.InvoiceAssembly.UsageToBill;
import dev.countinghouse.metering.MeteredEvent;
import dev.countinghouse.metering.MeteredUsage;
import dev.countinghouse.metering.Metering;
import dev.countinghouse.metering.RecountedUsage;
import dev.countinghouse.metering.RecountedUsage.Since;
import dev.countinghouse.metering.UsageWindow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Proves lines of usage from the events themselves. All lines of a charge and a period together are what its events come to: late
 * usage that waits for its invoice is left out by when it was recorded, and what cannot be said is said so.
 */
@ApplicationScoped
class UsageProof {

    /** The events were deleted; the hourly sums that stayed come to what was billed. */
    static final String DELETED = "usage_deleted";

    /** The events were deleted, and the price depends on each of them. */
    static final String DELETED_EVENTS = "usage_events_deleted";

    /** The customer's data was erased, and with it the properties that the price depends on. */
    static final String ERASED = "customer_erased";

    /** Usage that came in while it was billed waits for the next invoice. */
    static final String NEAR = "usage_recorded_while_billed";

    @Inject
    RecountedUsage recounted;

    @Inject
    Metering metering;

    @Inject
    ProofRepository proof;

    /** A charge and a period, and the lines that billed it. */
    record Billed(UsageToBill usage, List<StoredLine> lines, boolean over) {}

    /** Proves charges of one customer. */
    void prove(List<Billed> all, Findings findings) {
        List<UsageWindow> windows =
                all.stream().map(billed -> billed.usage().window()).toList();
        Set<UsageWindow> closed = recounted.closed(windows);
        List<Billed> open = all.stream()
                .filter(billed -> !closed.contains(billed.usage().window()))
                .toList();
        List<List<LineDraft>> computed = computed(open, RecountedUsage.NOW);
        for (int i = 0; i < open.size(); i++) {
            prove(open.get(i), computed.get(i), findings);
        }
        all.stream()
                .filter(billed -> closed.contains(billed.usage().window()))
                .forEach(billed -> proveClosed(billed, findings));
    }

    private void prove(Billed billed, List<LineDraft> computed, Findings findings) {
        LineProof lines = new LineProof(findings);
        UsageToBill usage = billed.usage();
        lines.taxes(billed.lines(), usage.item().terms().taxes(usage.charge()));
        if (!LineProof.holds(billed.lines(), computed)) {
            Instant last = billed.lines().stream()
                    .map(StoredLine::writtenAt)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            Since since = recounted.since(usage.window(), last);
            if (since.waits()) {
                proveBefore(billed, last, since, findings);
                return;
            }
            if (proof.isErased(usage.item().billing().customerId())) {
                findings.notRecomputable(billed.lines(), ERASED);
                return;
            }
        }
        lines.usage(billed.lines(), computed);
    }

    /** What came in after the last line was written is not billed yet: the rest must be what was. */
    private void proveBefore(Billed billed, Instant last, Since since, Findings findings) {
        List<LineDraft> before = billed.lines().isEmpty()
                ? List.of()
                : computed(List.of(billed), last).getFirst();
        if (!LineProof.holds(billed.lines(), before) && since.near()) {
            findings.notRecomputable(billed.lines(), NEAR);
        } else {
            new LineProof(findings).usage(billed.lines(), before);
        }
    }

    /** Of closed usage the hourly sums are facts: nobody can change them but who owns the tables. */
    private void proveClosed(Billed billed, Findings findings) {
        UsageToBill usage = billed.usage();
        new LineProof(findings).taxes(billed.lines(), usage.item().terms().taxes(usage.charge()));
        if (UsageLines.needsEvents(usage.charge())) {
            findings.notRecomputable(billed.lines(), DELETED_EVENTS);
            return;
        }
        MeteredUsage kept = metering.usage(List.of(usage.window())).getFirst();
        List<LineDraft> computed = UsageLines.of(usage, kept, List.of());
        if (LineProof.holds(billed.lines(), computed)) {
            findings.notRecomputable(billed.lines(), DELETED);
        } else {
            new LineProof(findings).usage(billed.lines(), computed);
        }
    }

    private List<List<LineDraft>> computed(List<Billed> all, Instant known) {
        List<UsageWindow> windows =
                all.stream().map(billed -> billed.usage().window()).toList();
        List<MeteredUsage> used = recounted.of(windows, known);
        List<Integer> byEvent = IntStream.range(0, all.size())
                .filter(i -> UsageLines.needsEvents(all.get(i).usage().charge()))
                .boxed()
                .toList();
        List<List<MeteredEvent>> events =
                recounted.events(byEvent.stream().map(windows::get).toList(), known);
        List<List<LineDraft>> computed = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Billed billed = all.get(i);
            List<MeteredEvent> own = byEvent.contains(i) ? events.get(byEvent.indexOf(i)) : List.of();
            computed.add(
                    billed.over()
                            ? UsageLines.of(billed.usage(), used.get(i), own)
                            : UsageLines.soFar(billed.usage(), used.get(i), own));
        }
        return computed;
    }
}
