package dev.countinghouse.analytics.domain;

import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Calendar months that figures are asked of.
 *
 * @param from the first
 * @param through the last; where it is before the first, there are none
 */
public record Months(YearMonth from, YearMonth through) {

    /** All of them, earliest first. */
    public List<YearMonth> all() {
        return Stream.iterate(from, month -> !month.isAfter(through), month -> month.plusMonths(1))
                .toList();
    }

    /** How many there are. */
    public long count() {
        return Math.max(0, from.until(through, ChronoUnit.MONTHS) + 1);
    }

    /** What is known of each, and of the others what there is when nothing is known. */
    public <T> List<T> fill(Map<YearMonth, T> known, Function<YearMonth, T> otherwise) {
        return all().stream()
                .map(month -> {
                    T found = known.get(month);
                    return found == null ? otherwise.apply(month) : found;
                })
                .toList();
    }
}
