package dev.countinghouse.metering.domain;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A level that changes within a period, weighted by the time it lasted: gigabytes held for half the period are half as many.
 * Time is elapsed time, exact to the nanosecond; a day with a clock change is as long as it was. Source: docs/BILLING.md,
 * usage.
 *
 * @param from the instant the period begins
 * @param to the instant after it; after {@code from}
 */
public record WeightedSum(Instant from, Instant to) {

    public WeightedSum {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("a period from " + from + " to " + to);
        }
    }

    /**
     * The exact quantity.
     *
     * @param initial the level at the beginning: of a recurring metric the {@linkplain #levelAfter level at the end} of the
     *     period before, else zero
     * @param changes values added to the level, in any order, all within the period
     * @throws IllegalArgumentException when a change lies outside of it
     */
    public Fraction of(BigDecimal initial, List<Sample> changes) {
        Fraction quantity = Fraction.of(initial);
        for (Sample change : changes) {
            if (change.at().isBefore(from) || !change.at().isBefore(to)) {
                throw new IllegalArgumentException(change.at() + " is not within " + from + " to " + to);
            }
            Fraction left = new Fraction(nanos(change.at(), to), nanos(from, to));
            quantity = quantity.plus(left.times(change.value()));
        }
        return quantity;
    }

    /** The exact quantity from what is kept of all changes before the end; those before the period make its first level. */
    public Fraction of(GroupedUsage usage) {
        BigInteger micros = nanos(from, to).divide(BigInteger.valueOf(1_000));
        return Fraction.of(usage.total().weight()).dividedBy(new Fraction(micros, BigInteger.ONE));
    }

    /** The level at the end of a period, which a recurring metric carries over. */
    public static BigDecimal levelAfter(BigDecimal initial, List<Sample> changes) {
        return changes.stream().map(Sample::value).reduce(initial, BigDecimal::add);
    }

    private static BigInteger nanos(Instant begin, Instant end) {
        Duration duration = Duration.between(begin, end);
        return BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(duration.getNano()));
    }
}
