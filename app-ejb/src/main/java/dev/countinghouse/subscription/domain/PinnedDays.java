package dev.countinghouse.subscription.domain;

import dev.countinghouse.time.ServicePeriod;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days of a subscription that a version of its plan is for: half-open. A period that begins on one of them is billed by that
 * version, from its first day to its last; versions change where periods do. Source: docs/BILLING.md, plans and versions.
 *
 * @param from first day; null: from the beginning
 * @param to day after the last; null: until another version follows
 */
public record PinnedDays(@Nullable LocalDate from, @Nullable LocalDate to) {

    /** Those of the only version there is. */
    public static final PinnedDays ALWAYS = new PinnedDays(null, null);

    /**
     * The days of versions that follow each other: each is for those until the next one's first. They tile.
     *
     * @param firstDays in their order; null, from the beginning, comes first
     * @return as many, in the same order
     */
    public static List<PinnedDays> following(List<? extends @Nullable LocalDate> firstDays) {
        List<PinnedDays> days = new ArrayList<>();
        for (int i = 0; i < firstDays.size(); i++) {
            days.add(new PinnedDays(firstDays.get(i), i + 1 < firstDays.size() ? firstDays.get(i + 1) : null));
        }
        return days;
    }

    /** Whether a day is one of them. */
    public boolean hold(LocalDate day) {
        return hasBegunBy(day) && (to == null || day.isBefore(to));
    }

    /** Whether they bill a period, or the part of one: those do that hold its first day. */
    public boolean bill(ServicePeriod period) {
        return hold(period.start());
    }

    /** Whether their first day is not after a day. */
    public boolean hasBegunBy(LocalDate day) {
        return from == null || !from.isAfter(day);
    }
}
