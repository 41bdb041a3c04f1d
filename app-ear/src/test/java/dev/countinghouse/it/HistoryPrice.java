package dev.countinghouse.it;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A price of units, and what they cost: worked out here once more, from docs/BILLING.md, charge models, and by the JDK alone.
 *
 * @param steps tiers, from the bottom; of a standard price the unit's, of a package the package's as the flat amount
 * @param size units of a package
 * @param free units before the first package
 */
record HistoryPrice(Model model, List<Step> steps, BigDecimal size, BigDecimal free) {

    enum Model {
        STANDARD,
        GRADUATED,
        VOLUME,
        STAIR_STEP,
        PACKAGE
    }

    /** Units above the step before, up to a bound and with it; the last has none. */
    record Step(@Nullable BigDecimal upTo, BigDecimal unit, BigDecimal flat) {
        boolean holds(BigDecimal units) {
            return upTo == null || units.compareTo(upTo) <= 0;
        }
    }

    /**
     * Any price.
     *
     * @param bound of the first tier, and units of a package
     * @param unit about what a unit costs, in hundredths
     */
    static HistoryPrice any(RandomGenerator random, List<Model> models, int bound, int unit) {
        Model model = models.get(random.nextInt(models.size()));
        BigDecimal first = new BigDecimal(bound);
        if (model == Model.STANDARD) {
            return new HistoryPrice(
                    model, List.of(new Step(null, price(random, unit), BigDecimal.ZERO)), first, BigDecimal.ZERO);
        }
        if (model == Model.PACKAGE) {
            BigDecimal free = random.nextBoolean() ? BigDecimal.ZERO : new BigDecimal(random.nextInt(1, bound + 1));
            Step one = new Step(null, BigDecimal.ZERO, price(random, unit * bound));
            return new HistoryPrice(model, List.of(one), first, free);
        }
        boolean byUnit = model != Model.STAIR_STEP;
        List<Step> steps = new ArrayList<>();
        int bounds = random.nextInt(1, 4);
        for (int i = 0; i <= bounds; i++) {
            BigDecimal upTo = i == bounds ? null : first.multiply(new BigDecimal(i * i + 1));
            BigDecimal flat = byUnit && random.nextInt(3) > 0 ? BigDecimal.ZERO : price(random, unit * bound * (i + 1));
            steps.add(new Step(upTo, byUnit ? price(random, Math.max(unit - i, 1)) : BigDecimal.ZERO, flat));
        }
        return new HistoryPrice(model, steps, first, BigDecimal.ZERO);
    }

    /** Between one and two times so many hundredths, to four decimals, as a price for machines has. */
    private static BigDecimal price(RandomGenerator random, int hundredths) {
        return BigDecimal.valueOf(random.nextLong(hundredths * 100L, hundredths * 200L), 4);
    }

    /** Any other of the same model. */
    HistoryPrice another(RandomGenerator random, int bound, int unit) {
        return any(random, List.of(model), bound, unit);
    }

    /** The fields of a charge that say it. */
    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = amounts();
        fields.put("model", model.name().toLowerCase(java.util.Locale.ROOT));
        return fields;
    }

    /** Those that say it where the model is known. */
    Map<String, @Nullable Object> amounts() {
        Map<String, @Nullable Object> fields = Body.of();
        switch (model) {
            case STANDARD -> fields.put("unit_amount", steps.getFirst().unit().toPlainString());
            case PACKAGE ->
                fields.putAll(Body.of(
                        "package_size",
                        size.toPlainString(),
                        "package_amount",
                        steps.getFirst().flat().toPlainString(),
                        "free_units",
                        free.toPlainString()));
            default ->
                fields.put(
                        "tiers",
                        steps.stream()
                                .map(step -> Body.of(
                                        "up_to",
                                        step.upTo() == null ? null : step.upTo().toPlainString(),
                                        "unit_amount",
                                        step.unit().toPlainString(),
                                        "flat_amount",
                                        step.flat().toPlainString()))
                                .toList());
        }
        return fields;
    }

    /** What units cost, exactly, all together. */
    BigDecimal of(BigDecimal units) {
        return parts(units).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The amounts that are rounded each for itself, exactly. */
    List<BigDecimal> parts(BigDecimal units) {
        return switch (model) {
            case STANDARD -> List.of(units.multiply(steps.getFirst().unit()));
            case PACKAGE -> {
                BigDecimal paid = units.subtract(free).max(BigDecimal.ZERO);
                BigDecimal begun = paid.divide(size, 0, RoundingMode.CEILING);
                yield List.of(begun.multiply(steps.getFirst().flat()));
            }
            case GRADUATED -> graduated(units);
            case VOLUME, STAIR_STEP -> {
                Step one = steps.stream()
                        .filter(step -> step.holds(units))
                        .findFirst()
                        .orElseThrow();
                yield List.of(units.multiply(one.unit()), one.flat());
            }
        };
    }

    /** Each unit costs what its own tier says; a flat amount is due once its tier is entered, the first one's always. */
    private List<BigDecimal> graduated(BigDecimal units) {
        List<BigDecimal> parts = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (Step step : steps) {
            if (from.signum() > 0 && units.compareTo(from) <= 0) {
                break;
            }
            BigDecimal to = step.holds(units) ? units : Objects.requireNonNull(step.upTo());
            parts.add(to.subtract(from).multiply(step.unit()));
            parts.add(step.flat());
            from = to;
            if (step.holds(units)) {
                break;
            }
        }
        return parts;
    }
}
