package dev.countinghouse.rating.domain;

import dev.countinghouse.rating.domain.RatedPart.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a quantity becomes exact amounts. Rounding is not its business. Source: docs/BILLING.md, charge models.
 *
 * <p>Tiers are half-open over decimals, {@code (from, upTo]}: a bound belongs to the tier it ends, any fraction above it to
 * the next. A quantity below zero is no usage where there are tiers, packages or steps; at a standard price it is a credit.
 */
public sealed interface Price {

    /**
     * The parts of a quantity, in the order of their tiers; at least one, so that no usage is a visible line too.
     *
     * @param quantity units; for a rate on money, major units
     */
    List<RatedPart> rate(BigDecimal quantity);

    /** The name of the rule. */
    Rule rule();

    /** The exact sum of the parts. */
    default BigDecimal amountFor(BigDecimal quantity) {
        BigDecimal amount = BigDecimal.ZERO;
        for (RatedPart part : rate(quantity)) {
            amount = amount.add(part.amount());
        }
        return amount;
    }

    /**
     * What further units of a period cost: the price of all so far less the price of those before. A period's increments sum
     * to the price of the period, whatever they are cut into.
     *
     * @param before units rated before in the period; null when nothing was rated yet, so that a flat amount due at zero
     *     units falls to the first increment
     * @param quantity further units
     */
    default BigDecimal incrementFor(@Nullable BigDecimal before, BigDecimal quantity) {
        return before == null
                ? amountFor(quantity)
                : amountFor(before.add(quantity)).subtract(amountFor(before));
    }

    /** How the amount comes about, part by part. */
    default Calculation calculation(BigDecimal quantity) {
        Calculation.Builder builder = Calculation.of(rule()).with("quantity", quantity);
        BigDecimal amount = BigDecimal.ZERO;
        for (RatedPart part : rate(quantity)) {
            builder.step(part.calculation());
            amount = amount.add(part.amount());
        }
        return builder.gives(amount);
    }

    /** Each unit costs the same. */
    record Standard(BigDecimal unitAmount) implements Price {

        @Override
        public List<RatedPart> rate(BigDecimal quantity) {
            return List.of(RatedPart.untiered(Kind.UNITS, quantity, unitAmount));
        }

        @Override
        public Rule rule() {
            return Rule.STANDARD;
        }
    }

    /**
     * Units are sold in packages; one that is begun counts whole.
     *
     * @param size units in a package, above zero
     * @param packageAmount price of a package
     * @param freeUnits units before the first package, zero or more
     */
    record Packages(BigDecimal size, BigDecimal packageAmount, BigDecimal freeUnits) implements Price {

        public Packages {
            if (size.signum() <= 0 || freeUnits.signum() < 0) {
                throw new IllegalArgumentException("a package of " + size + " units after " + freeUnits);
            }
        }

        @Override
        public List<RatedPart> rate(BigDecimal quantity) {
            BigDecimal charged = quantity.subtract(freeUnits).max(BigDecimal.ZERO);
            BigDecimal packages = charged.divide(size, 0, RoundingMode.CEILING);
            return List.of(RatedPart.untiered(Kind.PACKAGES, packages, packageAmount));
        }

        @Override
        public Rule rule() {
            return Rule.PACKAGE;
        }
    }

    /**
     * Each unit costs what its own tier says; a tier's flat amount is due once the tier is entered.
     *
     * @param tiers rising strictly, the last without end
     * @param flatAtZero whether the first tier's flat amount is due without usage too
     */
    record Graduated(List<Tier> tiers, boolean flatAtZero) implements Price {

        public Graduated {
            tiers = Tiers.checked(tiers);
        }

        /** The first tier's flat amount is always due. */
        public Graduated(List<Tier> tiers) {
            this(tiers, true);
        }

        @Override
        public List<RatedPart> rate(BigDecimal quantity) {
            return byTier(tiers, flatAtZero, quantity, Kind.UNITS);
        }

        @Override
        public Rule rule() {
            return Rule.GRADUATED;
        }

        static List<RatedPart> byTier(List<Tier> tiers, boolean flatAtZero, BigDecimal asked, Kind kind) {
            BigDecimal quantity = asked.max(BigDecimal.ZERO);
            List<RatedPart> parts = new ArrayList<>();
            BigDecimal from = BigDecimal.ZERO;
            for (int i = 0; i < tiers.size(); i++) {
                Tier tier = tiers.get(i);
                if (i > 0 && quantity.compareTo(from) <= 0) {
                    break;
                }
                BigDecimal end = tier.isBelow(quantity) && tier.upTo() != null ? tier.upTo() : quantity;
                parts.add(new RatedPart(kind, i, from, tier.upTo(), end.subtract(from), tier.unitAmount()));
                if (tier.flatAmount().signum() != 0 && (flatAtZero || quantity.signum() > 0)) {
                    parts.add(new RatedPart(Kind.FLAT, i, from, tier.upTo(), BigDecimal.ONE, tier.flatAmount()));
                }
                from = end;
            }
            return List.copyOf(parts);
        }
    }

    /**
     * A rate on money that each tier has its own of; the unit amount of a tier is its rate in percent.
     *
     * @param tiers rising strictly over major units, the last without end; unit amounts in percent
     * @param flatAtZero whether the first tier's flat amount is due without usage too
     */
    record GraduatedPercentage(List<Tier> tiers, boolean flatAtZero) implements Price {

        public GraduatedPercentage {
            tiers = Tiers.checked(tiers);
        }

        /** The first tier's flat amount is always due. */
        public GraduatedPercentage(List<Tier> tiers) {
            this(tiers, true);
        }

        @Override
        public List<RatedPart> rate(BigDecimal quantity) {
            List<Tier> factors = tiers.stream()
                    .map(tier -> new Tier(tier.upTo(), tier.unitAmount().movePointLeft(2), tier.flatAmount()))
                    .toList();
            return Graduated.byTier(factors, flatAtZero, quantity, Kind.RATE);
        }

        @Override
        public Rule rule() {
            return Rule.GRADUATED_PERCENTAGE;
        }
    }

    /**
     * All units cost what the one tier says that holds their number, with its flat amount. More units may cost less, so it
     * is rated once, at the end of a period.
     *
     * @param tiers rising strictly, the last without end
     * @param flatAtZero whether the first tier's flat amount is due without usage too
     */
    record Volume(List<Tier> tiers, boolean flatAtZero) implements Price {

        public Volume {
            tiers = Tiers.checked(tiers);
        }

        /** The first tier's flat amount is always due. */
        public Volume(List<Tier> tiers) {
            this(tiers, true);
        }

        @Override
        public List<RatedPart> rate(BigDecimal asked) {
            BigDecimal quantity = asked.max(BigDecimal.ZERO);
            int index = Tiers.holding(tiers, quantity);
            Tier tier = tiers.get(index);
            BigDecimal from = Tiers.startOf(tiers, index);
            RatedPart units = new RatedPart(Kind.UNITS, index, from, tier.upTo(), quantity, tier.unitAmount());
            boolean flat = tier.flatAmount().signum() != 0 && (flatAtZero || quantity.signum() > 0);
            return flat
                    ? List.of(
                            units,
                            new RatedPart(Kind.FLAT, index, from, tier.upTo(), BigDecimal.ONE, tier.flatAmount()))
                    : List.of(units);
        }

        @Override
        public Rule rule() {
            return Rule.VOLUME;
        }
    }

    /**
     * One amount for any number of units up to a step: that of the lowest step that holds the usage.
     *
     * @param steps at least one, rising strictly; above a last one with a bound, its amount goes on
     * @param dueAtZero whether the first step's amount is due without usage too
     */
    record StairStep(List<Step> steps, boolean dueAtZero) implements Price {

        /**
         * A step.
         *
         * @param upTo last unit it holds; null: without end
         * @param amount due once, in major units
         */
        public record Step(@Nullable BigDecimal upTo, BigDecimal amount) {}

        public StairStep {
            steps = List.copyOf(steps);
            Tiers.requireRising(steps.stream().map(Step::upTo).toList());
            Tiers.checked(tiers(steps));
        }

        /** The first step's amount is always due. */
        public StairStep(List<Step> steps) {
            this(steps, true);
        }

        @Override
        public List<RatedPart> rate(BigDecimal asked) {
            BigDecimal quantity = asked.max(BigDecimal.ZERO);
            List<Tier> tiers = tiers(steps);
            int index = Tiers.holding(tiers, quantity);
            boolean due = dueAtZero || quantity.signum() > 0;
            return List.of(new RatedPart(
                    Kind.FLAT,
                    index,
                    Tiers.startOf(tiers, index),
                    tiers.get(index).upTo(),
                    due ? BigDecimal.ONE : BigDecimal.ZERO,
                    steps.get(index).amount()));
        }

        @Override
        public Rule rule() {
            return Rule.STAIR_STEP;
        }

        private static List<Tier> tiers(List<Step> steps) {
            List<Tier> tiers = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                @Nullable
                BigDecimal upTo = i == steps.size() - 1 ? null : steps.get(i).upTo();
                tiers.add(new Tier(upTo, BigDecimal.ZERO, steps.get(i).amount()));
            }
            return tiers;
        }
    }

    /**
     * Tiers of blocks: a block that is begun counts whole, in each tier for itself.
     *
     * @param tiers in the order they are filled, at least one; the last one takes what is left, whatever it holds
     */
    record Blocks(List<BlockTier> tiers) implements Price {

        /**
         * A tier of blocks.
         *
         * @param size units in a block, above zero
         * @param most blocks it holds, above zero
         * @param blockAmount price of a block
         */
        public record BlockTier(BigDecimal size, BigDecimal most, BigDecimal blockAmount) {

            public BlockTier {
                if (size.signum() <= 0 || most.signum() <= 0) {
                    throw new IllegalArgumentException("a tier of " + most + " blocks of " + size);
                }
            }
        }

        public Blocks {
            tiers = List.copyOf(tiers);
            if (tiers.isEmpty()) {
                throw new IllegalArgumentException("blocks have at least one tier");
            }
        }

        @Override
        public List<RatedPart> rate(BigDecimal asked) {
            BigDecimal quantity = asked.max(BigDecimal.ZERO);
            List<RatedPart> parts = new ArrayList<>();
            BigDecimal from = BigDecimal.ZERO;
            for (int i = 0; i < tiers.size() && (i == 0 || quantity.compareTo(from) > 0); i++) {
                BlockTier tier = tiers.get(i);
                @Nullable
                BigDecimal upTo =
                        i == tiers.size() - 1 ? null : from.add(tier.size().multiply(tier.most()));
                BigDecimal end = upTo == null ? quantity : quantity.min(upTo);
                BigDecimal blocks = end.subtract(from).divide(tier.size(), 0, RoundingMode.CEILING);
                parts.add(new RatedPart(Kind.PACKAGES, i, from, upTo, blocks, tier.blockAmount()));
                from = end;
            }
            return List.copyOf(parts);
        }

        @Override
        public Rule rule() {
            return Rule.BLOCKS;
        }
    }
}
