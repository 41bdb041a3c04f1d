package dev.countinghouse.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits money so that the parts sum exactly: the largest-remainder method (Hamilton). Each part is within one minor
 * unit of its exact share.
 */
public final class Allocation {

    private Allocation() {}

    /**
     * Rounds amounts so that they sum to what their exact sum is rounded to: all down, then the largest remainders up.
     *
     * @param exact in major units, of either sign
     * @param total within one minor unit of their sum
     * @return as many as amounts, each within one minor unit of its own; equal remainders favour the earlier one
     */
    public static List<Money> round(List<Fraction> exact, Money total) {
        int decimals = total.currency().getDefaultFractionDigits();
        List<Money> parts = new ArrayList<>();
        List<Fraction> remainders = new ArrayList<>();
        for (Fraction amount : exact) {
            BigDecimal floor = amount.rounded(decimals, RoundingMode.FLOOR);
            parts.add(Money.exact(floor, total.currency()));
            remainders.add(amount.minus(floor));
        }
        long left = total.minus(Money.sum(parts, total.currency())).minor();
        if (left < 0 || left > parts.size()) {
            throw new IllegalArgumentException(total + " is not the sum of " + exact);
        }
        Money unit = new Money(1, total.currency());
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing(remainders::get).reversed())
                .limit(left)
                .forEach(i -> parts.set(i, parts.get(i).plus(unit)));
        return List.copyOf(parts);
    }

    /**
     * Splits a total over weights.
     *
     * @param weights as many as parts; of either sign, but their sum is zero only if the total is
     * @return as many parts as weights, summing to the total; equal remainders favour the earlier weight
     */
    public static List<Money> split(Money total, List<BigDecimal> weights) {
        BigDecimal whole = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.minor() == 0) {
            return weights.stream().map(weight -> Money.zero(total.currency())).toList();
        }
        if (whole.signum() == 0) {
            throw new IllegalArgumentException(total + " cannot be split over nothing");
        }
        BigDecimal sign = BigDecimal.valueOf(whole.signum());
        long[] parts = new long[weights.size()];
        BigDecimal[] remainders = new BigDecimal[weights.size()];
        long left = total.minor();
        for (int i = 0; i < parts.length; i++) {
            BigDecimal scaled =
                    weights.get(i).multiply(BigDecimal.valueOf(total.minor())).multiply(sign);
            BigDecimal floor = scaled.divide(whole.abs(), 0, RoundingMode.FLOOR);
            remainders[i] = scaled.subtract(floor.multiply(whole.abs()));
            parts[i] = floor.longValueExact();
            left = Math.subtractExact(left, parts[i]);
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left)
                .forEach(i -> parts[i]++);
        return Arrays.stream(parts)
                .mapToObj(part -> new Money(part, total.currency()))
                .toList();
    }
}
