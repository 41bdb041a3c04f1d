package dev.countinghouse.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * The endless sequence of billing periods of a subscription: they tile, without gap or overlap, from the start on.
 *
 * <p>Anniversary: each period begins on the start's day; a start on the 31st falls to a shorter month's last day and
 * returns to the 31st. Calendar: periods begin on Monday, the 1st, or 1 January; the first one is shorter when the
 * start is not such a day.
 *
 * @param unit week, month or year
 * @param count units in a period, 1 to 36
 * @param anchor what the boundaries are tied to
 * @param startedOn first day of the subscription, in the customer's time zone
 */
public record BillingCycle(Unit unit, int count, Anchor anchor, LocalDate startedOn) {

    /** The unit that a period is a multiple of. */
    public enum Unit {
        WEEK,
        MONTH,
        YEAR
    }

    /** What period boundaries are tied to. */
    public enum Anchor {
        CALENDAR,
        ANNIVERSARY
    }

    public BillingCycle {
        if (count < 1) {
            throw new IllegalArgumentException("a period has at least one " + unit);
        }
    }

    /**
     * The period of an index.
     *
     * @param index 0 for the first
     */
    public ServicePeriod period(int index) {
        LocalDate start = index == 0 ? startedOn : boundary(index);
        return new ServicePeriod(start, boundary(index + 1));
    }

    /** The period of an index as it would be had the subscription not begun within it: what a part is a share of. */
    public ServicePeriod wholePeriod(int index) {
        return new ServicePeriod(boundary(index), boundary(index + 1));
    }

    /** The index of the period that holds a day; the first one's for a day before it. */
    public int indexOf(LocalDate day) {
        int index = 0;
        while (!boundary(index + 1).isAfter(day)) {
            index++;
        }
        return index;
    }

    private LocalDate boundary(int index) {
        long units = Math.multiplyExact((long) index, count);
        LocalDate origin = anchor == Anchor.CALENDAR ? calendarStart() : startedOn;
        return switch (unit) {
            case WEEK -> origin.plusWeeks(units);
            case MONTH -> origin.plusMonths(units);
            case YEAR -> origin.plusYears(units);
        };
    }

    private LocalDate calendarStart() {
        return switch (unit) {
            case WEEK -> startedOn.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> startedOn.withDayOfMonth(1);
            case YEAR -> startedOn.withDayOfYear(1);
        };
    }
}
