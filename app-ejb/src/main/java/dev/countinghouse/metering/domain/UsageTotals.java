package dev.countinghouse.metering.domain;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a number of events so that they can be aggregated together with others.
 *
 * @param events how many
 * @param sum of their values
 * @param lowest of their values; null where it was not kept, or of no events
 * @param highest of their values; null likewise
 * @param last of them in time; null likewise
 * @param weight sum of value times the microseconds from the event, or from the begin of the period if that is later, to the
 *     end of the period; zero where it was not kept
 */
public record UsageTotals(
        long events,
        BigDecimal sum,
        @Nullable BigDecimal lowest,
        @Nullable BigDecimal highest,
        @Nullable Last last,
        BigDecimal weight) {

    /** Of no events. */
    public static final UsageTotals NONE = new UsageTotals(0, BigDecimal.ZERO, null, null, null, BigDecimal.ZERO);

    /**
     * The last of some events.
     *
     * @param id in the order of recording: tells events of one instant apart
     */
    public record Last(Instant at, UUID id, BigDecimal value) implements Comparable<Last> {

        private static final Comparator<Last> ORDER =
                Comparator.comparing(Last::at).thenComparing(last -> last.id().toString());

        @Override
        public int compareTo(Last other) {
            return ORDER.compare(this, other);
        }
    }

    /** Of both together. */
    public UsageTotals plus(UsageTotals other) {
        return new UsageTotals(
                events + other.events,
                sum.add(other.sum),
                better(lowest, other.lowest, BigDecimal::min),
                better(highest, other.highest, BigDecimal::max),
                better(last, other.last, (one, two) -> one.compareTo(two) >= 0 ? one : two),
                weight.add(other.weight));
    }

    private static <T> @Nullable T better(@Nullable T one, @Nullable T two, BinaryOperator<T> choice) {
        if (one == null || two == null) {
            return one == null ? two : one;
        }
        return choice.apply(one, two);
    }
}
