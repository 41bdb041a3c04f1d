package dev.countinghouse.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.rating.domain.Price.Graduated;
import dev.countinghouse.rating.domain.Price.Standard;
import dev.countinghouse.rating.domain.RatedPart.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    /** First 100 at 0.10, the next 900 at 0.05, then 0.01. */
    private static final Graduated API_CALLS =
            new Graduated(List.of(tier("100", "0.10", "0"), tier("1000", "0.05", "0"), tier(null, "0.01", "0")));

    /** 5.00 to be let in, 2.00 more from the eleventh unit on. */
    private static final Graduated WITH_FLATS =
            new Graduated(List.of(tier("10", "1", "5"), tier("20", "0.5", "2"), tier(null, "0", "0")));

    @ParameterizedTest(name = "{0} calls cost {1}")
    @CsvSource({
        "0, 0",
        "1, 0.10",
        "99.999999999999, 9.9999999999999",
        "100, 10.00",
        "100.000000000001, 10.00000000000005",
        "101, 10.05",
        "999, 54.95",
        "1000, 55.00",
        "1001, 55.01",
        "123456789012345, 1234567890168.45"
    })
    void graduatedChargesEachUnitByItsOwnTier(BigDecimal quantity, BigDecimal amount) {
        assertThat(API_CALLS.amountFor(quantity)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest(name = "{0} units cost {1}")
    @CsvSource({"0, 5", "0.5, 5.5", "10, 15", "10.000000000001, 17.0000000000005", "11, 17.5", "20, 22", "21, 22"})
    void aFlatAmountIsDueOnceItsTierIsEnteredAndTheFirstAlways(BigDecimal quantity, BigDecimal amount) {
        assertThat(WITH_FLATS.amountFor(quantity)).isEqualByComparingTo(amount);
    }

    @ParameterizedTest(name = "{0} units at {1} cost {2}")
    @CsvSource({"1000, 0.05, 50", "0, 0.05, 0", "0.5, 0.000000000001, 0.0000000000005", "3, 0, 0"})
    void standardChargesEveryUnitTheSame(BigDecimal quantity, BigDecimal unitAmount, BigDecimal amount) {
        assertThat(new Standard(unitAmount).amountFor(quantity)).isEqualByComparingTo(amount);
    }

    @Test
    void aPartIsOfOneTierAndSaysItsBounds() {
        assertThat(API_CALLS.rate(new BigDecimal("1250")))
                .containsExactly(
                        part(0, "0", "100", "100", "0.10"),
                        part(1, "100", "1000", "900", "0.05"),
                        part(2, "1000", null, "250", "0.01"));
    }

    @Test
    void aTierThatIsNotEnteredMakesNoPart() {
        assertThat(API_CALLS.rate(new BigDecimal("100"))).hasSize(1);
        assertThat(API_CALLS.rate(new BigDecimal("100.1"))).hasSize(2);
    }

    @Test
    void noUsageIsAVisiblePartToo() {
        assertThat(API_CALLS.rate(BigDecimal.ZERO)).containsExactly(part(0, "0", "100", "0", "0.10"));
        assertThat(new Standard(BigDecimal.TEN).rate(BigDecimal.ZERO))
                .containsExactly(RatedPart.untiered(Kind.UNITS, BigDecimal.ZERO, BigDecimal.TEN));
    }

    @Test
    void aFlatAmountIsAPartOfItsOwnWhoseQuantityIsNoUsage() {
        List<RatedPart> parts = WITH_FLATS.rate(new BigDecimal("11"));
        assertThat(parts).extracting(RatedPart::flat).containsExactly(false, true, false, true);
        assertThat(parts).extracting(RatedPart::tier).containsExactly(0, 0, 1, 1);
        assertThat(parts.get(1).quantity()).isEqualByComparingTo(BigDecimal.ONE);
        assertThat(parts.get(1).amount()).isEqualByComparingTo("5");
    }

    @Test
    void theLastTierHasNoEnd() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Graduated(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Graduated(List.of(tier("10", "1", "0"))));
    }

    @Property
    void quantitiesOfPartsSumToTheUsage(@ForAll("prices") Graduated price, @ForAll("quantities") BigDecimal quantity) {
        BigDecimal sum = price.rate(quantity).stream()
                .filter(part -> !part.flat())
                .map(RatedPart::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).isEqualByComparingTo(quantity);
    }

    @Property
    void moreUsageNeverCostsLess(
            @ForAll("prices") Graduated price,
            @ForAll("quantities") BigDecimal quantity,
            @ForAll("quantities") BigDecimal more) {
        assertThat(price.amountFor(quantity.add(more))).isGreaterThanOrEqualTo(price.amountFor(quantity));
    }

    @Property
    void noPartReachesBeyondItsTier(@ForAll("prices") Graduated price, @ForAll("quantities") BigDecimal quantity) {
        assertThat(price.rate(quantity)).isNotEmpty().allSatisfy(part -> {
            assertThat(part.quantity()).isNotNegative();
            if (part.upTo() != null && !part.flat()) {
                assertThat(part.from().add(part.quantity())).isLessThanOrEqualTo(part.upTo());
            }
        });
    }

    @Property
    void tiersOfOnePriceAreTheStandardPrice(
            @ForAll("bounds") List<BigDecimal> bounds, @ForAll("quantities") BigDecimal quantity) {
        BigDecimal unitAmount = new BigDecimal("0.123456789012");
        List<Tier> tiers = new ArrayList<>();
        bounds.forEach(bound -> tiers.add(new Tier(bound, unitAmount, BigDecimal.ZERO)));
        tiers.add(new Tier(null, unitAmount, BigDecimal.ZERO));
        assertThat(new Graduated(tiers).amountFor(quantity))
                .isEqualByComparingTo(new Standard(unitAmount).amountFor(quantity));
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("2000"))
                .ofScale(12);
    }

    @Provide
    Arbitrary<List<BigDecimal>> bounds() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("1000"))
                .ofScale(3)
                .set()
                .ofMaxSize(5)
                .map(set -> set.stream().sorted().toList());
    }

    @Provide
    Arbitrary<Graduated> prices() {
        Arbitrary<BigDecimal> amounts = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.TEN)
                .ofScale(6);
        return Combinators.combine(
                        bounds(), amounts.list().ofSize(6), amounts.list().ofSize(6))
                .as((bounds, units, flats) -> {
                    List<Tier> tiers = new ArrayList<>();
                    bounds.forEach(
                            bound -> tiers.add(new Tier(bound, units.get(tiers.size()), flats.get(tiers.size()))));
                    tiers.add(new Tier(null, units.get(tiers.size()), flats.get(tiers.size())));
                    return new Graduated(tiers);
                });
    }

    private static Tier tier(@Nullable String upTo, String unitAmount, String flatAmount) {
        return new Tier(
                upTo == null ? null : new BigDecimal(upTo), new BigDecimal(unitAmount), new BigDecimal(flatAmount));
    }

    private static RatedPart part(int tier, String from, @Nullable String upTo, String quantity, String unitAmount) {
        return new RatedPart(
                Kind.UNITS,
                tier,
                new BigDecimal(from),
                upTo == null ? null : new BigDecimal(upTo),
                new BigDecimal(quantity),
                new BigDecimal(unitAmount));
    }
}
