package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.BillingCycle;
import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The periods of a subscription: those of its cycle, cut in two where it took another plan, was paused or resumed within one. They tile as the cycle's do.
 * Source: docs/BILLING.md, another plan.
 *
 * @param cycle with the periods as they would be without cuts
 * @param cuts in the order of their days, none of which a period of the cycle begins on
 * @param resumed those of these days on which a period goes on that was paused within, after its fees were billed
 */
public record Periods(BillingCycle cycle, List<Cut> cuts, Set<LocalDate> resumed) {

    public Periods {
        cuts = List.copyOf(cuts);
        resumed = Set.copyOf(resumed);
    }

    /**
     * A day within a period of the cycle that a period of its own begins on.
     *
     * @param paidUntil how far fees in advance of the period that it ends had been billed: those from that day on go back; null
     *     where they were not billed
     */
    public record Cut(LocalDate day, @Nullable LocalDate paidUntil) {}

    /** Those of a cycle without cuts. */
    public static Periods of(BillingCycle cycle) {
        return new Periods(cycle, List.of(), Set.of());
    }

    /**
     * The period of an index.
     *
     * @param index 0 for the first
     */
    public ServicePeriod period(int index) {
        return new ServicePeriod(start(index), start(index + 1));
    }

    /** What the period of an index is a share of: the one of the cycle that it is in, as {@link BillingCycle#wholePeriod} has it. */
    public ServicePeriod wholePeriod(int index) {
        return cycle.wholePeriod(cuts.isEmpty() ? index : cycle.indexOf(start(index)));
    }

    /** The index of the period that holds a day; the first one's for a day before it. */
    public int indexOf(LocalDate day) {
        long before = cuts.stream().filter(cut -> !cut.day().isAfter(day)).count();
        return cycle.indexOf(day) + Math.toIntExact(before);
    }

    /** How far fees in advance of the period of an index had been billed when it was cut; null where they were not, or it is not cut. */
    public @Nullable LocalDate paidUntil(int index) {
        LocalDate end = cuts.isEmpty() ? null : period(index).end();
        return cuts.stream()
                .filter(cut -> cut.day().equals(end))
                .findFirst()
                .map(Cut::paidUntil)
                .orElse(null);
    }

    /** Whether a period, or its paid part, is the rest of one whose fees were billed before it was paused. */
    public boolean goesOn(ServicePeriod part) {
        return !resumed.isEmpty()
                && resumed.contains(period(indexOf(part.start())).start());
    }

    /** Whether a period was cut on a day. */
    public boolean isCutOn(LocalDate day) {
        return cuts.stream().anyMatch(cut -> cut.day().equals(day));
    }

    /** A period, or the part of one that is to be paid, as far as it had been billed in advance when it was cut; else as it is. */
    public ServicePeriod billed(ServicePeriod period) {
        LocalDate paidUntil = paidUntil(indexOf(period.start()));
        return paidUntil == null ? period : new ServicePeriod(period.start(), paidUntil);
    }

    /** The cuts before it push the beginnings of the cycle's periods back. */
    private LocalDate start(int index) {
        for (int before = 0; before < cuts.size(); before++) {
            LocalDate cut = cuts.get(before).day();
            int place = cycle.indexOf(cut) + 1 + before;
            if (index <= place) {
                return index == place ? cut : cycle.period(index - before).start();
            }
        }
        return cycle.period(index - cuts.size()).start();
    }
}
