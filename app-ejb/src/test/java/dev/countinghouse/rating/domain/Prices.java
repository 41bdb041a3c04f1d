package dev.countinghouse.rating.domain;

import dev.countinghouse.rating.domain.Price.Blocks;
import dev.countinghouse.rating.domain.Price.Graduated;
import dev.countinghouse.rating.domain.Price.GraduatedPercentage;
import dev.countinghouse.rating.domain.Price.Packages;
import dev.countinghouse.rating.domain.Price.StairStep;
import dev.countinghouse.rating.domain.Price.Standard;
import dev.countinghouse.rating.domain.Price.Volume;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Prices for tests: written down, or any at all. */
final class Prices {

    private Prices() {}

    /** Tiers as {@code bound:price:flat}, the last one's bound {@code *}. */
    static List<Tier> tiers(String tiers) {
        List<Tier> parsed = new ArrayList<>();
        for (String tier : tiers.split(" ", -1)) {
            String[] parts = tier.split(":", -1);
            parsed.add(new Tier(bound(parts[0]), new BigDecimal(parts[1]), new BigDecimal(parts[2])));
        }
        return parsed;
    }

    /** Steps as {@code bound:amount}. */
    static List<StairStep.Step> steps(String steps) {
        List<StairStep.Step> parsed = new ArrayList<>();
        for (String step : steps.split(" ", -1)) {
            String[] parts = step.split(":", -1);
            parsed.add(new StairStep.Step(bound(parts[0]), new BigDecimal(parts[1])));
        }
        return parsed;
    }

    private static @Nullable BigDecimal bound(String text) {
        return text.equals("*") ? null : new BigDecimal(text);
    }

    static Arbitrary<BigDecimal> quantities() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("2000"))
                .ofScale(6);
    }

    static Arbitrary<BigDecimal> amounts() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.TEN)
                .ofScale(6);
    }

    /** Up to six tiers. */
    static Arbitrary<List<Tier>> anyTiers() {
        Arbitrary<List<BigDecimal>> bounds = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("1000"))
                .ofScale(3)
                .set()
                .ofMaxSize(5)
                .map(set -> set.stream().sorted().toList());
        Arbitrary<List<BigDecimal>> six = amounts().list().ofSize(6).withoutEdgeCases();
        return Combinators.combine(bounds.withoutEdgeCases(), six, six).as((ends, units, flats) -> {
            List<Tier> tiers = new ArrayList<>();
            ends.forEach(end -> tiers.add(new Tier(end, units.get(tiers.size()), flats.get(tiers.size()))));
            tiers.add(new Tier(null, units.get(tiers.size()), flats.get(tiers.size())));
            return tiers;
        });
    }

    /** A price of any model. */
    static Arbitrary<Price> any() {
        Arbitrary<BigDecimal> sizes = Arbitraries.bigDecimals()
                .between(new BigDecimal("0.1"), new BigDecimal("100"))
                .ofScale(1);
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<List<Tier>> tiers = anyTiers();
        return Arbitraries.<Price>oneOf(
                        amounts().map(Standard::new),
                        Combinators.combine(sizes, amounts(), quantities()).as(Packages::new),
                        Combinators.combine(tiers, flags).as(Graduated::new),
                        Combinators.combine(tiers, flags).as(GraduatedPercentage::new),
                        Combinators.combine(tiers, flags).as(Volume::new),
                        Combinators.combine(tiers.map(Prices::asSteps), flags).as(StairStep::new),
                        Combinators.combine(sizes, Arbitraries.longs().between(1, 50), amounts())
                                .as((size, most, amount) ->
                                        new Blocks.BlockTier(size, BigDecimal.valueOf(most), amount))
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4)
                                .map(Blocks::new))
                .withoutEdgeCases();
    }

    private static List<StairStep.Step> asSteps(List<Tier> tiers) {
        return tiers.stream()
                .map(tier -> new StairStep.Step(tier.upTo(), tier.flatAmount()))
                .toList();
    }
}
