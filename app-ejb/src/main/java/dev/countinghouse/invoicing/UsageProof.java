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
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves lines of usage from the events themselves. All lines of a charge and a period together are what its events come to: late
 * usage that waits for its invoice is left out by when it was recorded, and what cannot be said is said so.
 */
@ApplicationScoped
class UsageProof {

    private static final int WINDOWS_AT_ONCE = 24;

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

    /** An event has no amount where its charge takes the amounts of the events. */
    static final String AMOUNT = "event_without_amount";

    /**
     * A charge and a period, and the lines that billed it.
     *
     * @param over whether the period has ended, and its usage was billed at that
     * @param skipped what it may be instead, with what was known when the last of the lines was written: what came in later was let off; null
     *     where nothing is
     */
    record Billed(
            UsageToBill usage,
            List<StoredLine> lines,
            boolean over,
            @Nullable Billed skipped) {

        Billed orElse(Billed other) {
            return new Billed(usage, lines, over, other);
        }

        /** The same as it was billed within the period. */
        Billed within() {
            return new Billed(usage, lines, false, null);
        }

        private boolean needsEvents() {
            return UsageLines.needsEvents(usage.charge());
        }

        private List<LineDraft> lines(MeteredUsage used, List<MeteredEvent> events) {
            return over ? UsageLines.of(usage, used, events) : UsageLines.soFar(usage, used, events);
        }
    }

    /** Proves charges of one customer. */
    void prove(List<Billed> all, Findings findings) {
        if (all.isEmpty()) {
            return;
        }
        boolean erased = proof.isErased(all.getFirst().usage().item().billing().customerId());
        List<UsageWindow> windows =
                all.stream().map(billed -> billed.usage().window()).distinct().toList();
        Set<UsageWindow> closed = recounted.closed(windows);
        Map<UsageWindow, MeteredUsage> counted = count(
                windows.stream().filter(window -> !closed.contains(window)).toList());
        for (Billed billed : all) {
            UsageToBill usage = billed.usage();
            LineProof lines = new LineProof(findings);
            lines.taxes(billed.lines(), usage.item().terms().taxes(usage.charge()));
            lines.periods(billed.lines(), usage.period(), usage.whole());
            MeteredUsage used = counted.get(usage.window());
            if (used == null) {
                proveClosed(billed, erased, findings);
            } else if (erased) {
                proveErased(billed, used, findings);
            } else {
                prove(billed, used, findings);
            }
        }
    }

    /** What several charges bill is counted once. */
    private Map<UsageWindow, MeteredUsage> count(List<UsageWindow> windows) {
        Map<UsageWindow, MeteredUsage> counted = new HashMap<>();
        for (int from = 0; from < windows.size(); from += WINDOWS_AT_ONCE) {
            List<UsageWindow> some = windows.subList(from, Math.min(windows.size(), from + WINDOWS_AT_ONCE));
            List<MeteredUsage> used = recounted.of(some, RecountedUsage.NOW);
            for (int i = 0; i < some.size(); i++) {
                counted.put(some.get(i), used.get(i));
            }
        }
        return counted;
    }

    private void prove(Billed billed, MeteredUsage used, Findings findings) {
        List<LineDraft> computed = computed(billed, used, RecountedUsage.NOW);
        if (computed == null) {
            findings.notRecomputable(billed.lines(), AMOUNT);
            return;
        }
        if (!LineProof.holds(billed.lines(), computed)) {
            Instant last = billed.lines().stream()
                    .map(StoredLine::writtenAt)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            Billed before = Objects.requireNonNullElse(billed.skipped(), billed);
            Since since = recounted.since(before.usage().window(), last);
            if (since.waits() || billed.skipped() != null) {
                proveBefore(before, last, since, findings);
                return;
            }
        }
        new LineProof(findings).usage(billed.lines(), computed);
    }

    /** What came in after the last line was written is not billed yet, or let off: the rest must be what was. */
    private void proveBefore(Billed billed, Instant last, Since since, Findings findings) {
        List<LineDraft> before = billed.lines().isEmpty()
                ? List.of()
                : computed(
                        billed,
                        recounted.of(List.of(billed.usage().window()), last).getFirst(),
                        last);
        if (before == null) {
            findings.notRecomputable(billed.lines(), AMOUNT);
        } else if (!LineProof.holds(billed.lines(), before) && since.near()) {
            findings.notRecomputable(billed.lines(), NEAR);
        } else {
            new LineProof(findings).usage(billed.lines(), before);
        }
    }

    /** The quantities of an erased customer stay, the properties do not. */
    private static void proveErased(Billed billed, MeteredUsage used, Findings findings) {
        List<LineDraft> computed = billed.needsEvents() ? null : billed.lines(used, List.of());
        if (computed != null && LineProof.holds(billed.lines(), computed)) {
            new LineProof(findings).usage(billed.lines(), computed);
        } else {
            findings.notRecomputable(billed.lines(), ERASED);
        }
    }

    /** Of closed usage the hourly sums are facts: nobody can change them but who owns the tables. */
    private void proveClosed(Billed billed, boolean erased, Findings findings) {
        UsageToBill usage = billed.usage();
        if (billed.needsEvents()) {
            findings.notRecomputable(billed.lines(), DELETED_EVENTS);
            return;
        }
        MeteredUsage kept = metering.usage(List.of(usage.window())).getFirst();
        List<LineDraft> computed = UsageLines.of(usage, kept, List.of());
        if (LineProof.holds(billed.lines(), computed)) {
            new LineProof(findings).each(billed.lines(), computed);
            findings.notRecomputable(billed.lines(), DELETED);
        } else if (erased) {
            findings.notRecomputable(billed.lines(), ERASED);
        } else if (billed.skipped() != null || cutsHours(usage.window()) || recounted.ignoresLate(usage.window())) {
            findings.notRecomputable(billed.lines(), DELETED);
        } else {
            new LineProof(findings).usage(billed.lines(), computed);
        }
    }

    /** Whether its period begins or ends within an hour of UTC: how much of that hour's sum is its own, nobody knows any more. */
    private static boolean cutsHours(UsageWindow window) {
        return !window.from().truncatedTo(ChronoUnit.HOURS).equals(window.from())
                || !window.to().truncatedTo(ChronoUnit.HOURS).equals(window.to());
    }

    /** The events of one charge and period at a time are in memory; null where one of them lacks its amount. */
    private @Nullable List<LineDraft> computed(Billed billed, MeteredUsage used, Instant known) {
        List<MeteredEvent> events = billed.needsEvents()
                ? recounted.events(List.of(billed.usage().window()), known).getFirst()
                : List.of();
        return UsageLines.haveAmounts(billed.usage(), used, events) ? billed.lines(used, events) : null;
    }
}
