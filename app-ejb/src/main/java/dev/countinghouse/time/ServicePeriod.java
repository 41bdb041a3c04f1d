package dev.countinghouse.time;

import dev.countinghouse.money.Fraction;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Whole days of a customer's calendar, half-open: the day it ends on is not part of it.
 *
 * @param start first day
 * @param end the day after the last; not before {@code start}
 */
public record ServicePeriod(LocalDate start, LocalDate end) {

    public ServicePeriod {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("ends " + end + " before it starts " + start);
        }
    }

    /** The instant the first day begins in the zone; where midnight is skipped by a clock change, the first that exists. */
    public Instant from(ZoneId zone) {
        return start.atStartOfDay(zone).toInstant();
    }

    /** The instant the day after the last begins in the zone: an event at it belongs to the next period. */
    public Instant to(ZoneId zone) {
        return end.atStartOfDay(zone).toInstant();
    }

    /** Number of days. */
    public long days() {
        return ChronoUnit.DAYS.between(start, end);
    }

    /** Whether it covers no day. */
    public boolean isEmpty() {
        return start.equals(end);
    }

    /** What of it lies before a day; empty at its start when nothing does. */
    public ServicePeriod before(LocalDate day) {
        LocalDate cut = day.isBefore(end) ? day : end;
        return new ServicePeriod(start, cut.isBefore(start) ? start : cut);
    }

    /**
     * The share of a whole period that this part is, by real days (28 to 31, 365 or 366). What is prorated is multiplied
     * by it.
     *
     * @param whole a period that contains this one and is not empty
     * @return 0 to 1, exact
     * @throws IllegalArgumentException when the whole is empty
     */
    public Fraction shareOf(ServicePeriod whole) {
        return Fraction.of(days(), whole.days());
    }

    /** What of it lies on a day or after it; empty at its end when nothing does. */
    public ServicePeriod from(LocalDate day) {
        LocalDate cut = day.isAfter(start) ? day : start;
        return new ServicePeriod(cut.isAfter(end) ? end : cut, end);
    }
}
