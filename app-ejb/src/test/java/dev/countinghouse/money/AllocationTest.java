package dev.countinghouse.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest(name = "{0} cents over {1} are {2}")
    @CsvSource({
        "100, 1 1 1, 34 33 33", // equal remainders favour the earlier weight
        "5, 1 1 1, 2 2 1",
        "1000, 10000 5000 3000 2000, 500 250 150 100",
        "9000, 100 200, 3000 6000",
        "1, 1 1 1, 1 0 0",
        "10, 0.1 99.9, 0 10",
        "7, 1 0 1, 4 0 3", // nothing falls to a weight of nothing
        "-100, 1 1 1, -33 -33 -34",
        "110, 10.97 -5.48, 220 -110", // a credit among the weights takes its share with its sign
        "0, 3 4, 0 0",
        "0, 5 -5, 0 0"
    })
    void partsFollowTheLargestRemainder(long total, String weights, String parts) {
        List<Money> split = Allocation.split(new Money(total, EUR), decimals(weights));
        assertThat(split).extracting(Money::minor).containsExactlyElementsOf(longs(parts));
    }

    @Test
    void somethingCannotBeSplitOverNothing() {
        List<BigDecimal> nothing = List.of(BigDecimal.ONE, BigDecimal.ONE.negate());
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(new Money(1, EUR), nothing));
        assertThatIllegalArgumentException().isThrownBy(() -> Allocation.split(new Money(1, EUR), List.of()));
    }

    @Property
    void partsSumToTheWhole(@ForAll("totals") Money total, @ForAll("positiveWeights") List<BigDecimal> weights) {
        assertThat(Money.sum(Allocation.split(total, weights), total.currency()))
                .isEqualTo(total);
    }

    @Property
    void partsOfWeightsOfEitherSignSumToTheWholeToo(
            @ForAll("totals") Money total, @ForAll("weightsOfEitherSign") List<BigDecimal> weights) {
        assertThat(Money.sum(Allocation.split(total, weights), total.currency()))
                .isEqualTo(total);
    }

    @Property
    void eachPartIsWithinOneMinorUnitOfItsExactShare(
            @ForAll("totals") Money total, @ForAll("weightsOfEitherSign") List<BigDecimal> weights) {
        BigDecimal whole = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        List<Money> parts = Allocation.split(total, weights);
        for (int i = 0; i < parts.size(); i++) {
            BigDecimal exact =
                    BigDecimal.valueOf(total.minor()).multiply(weights.get(i)).divide(whole, MathContext.DECIMAL128);
            assertThat(exact.subtract(BigDecimal.valueOf(parts.get(i).minor())).abs())
                    .isLessThan(BigDecimal.ONE);
        }
    }

    @Property
    void noPartChangesSignWhenAllWeightsArePositive(
            @ForAll("totals") Money total, @ForAll("positiveWeights") List<BigDecimal> weights) {
        int sign = Long.signum(total.minor());
        assertThat(Allocation.split(total, weights))
                .allSatisfy(part -> assertThat(Long.signum(part.minor())).isIn(0, sign));
    }

    @Property
    void whatIsSplitDoesNotDependOnTheSizeOfTheWeights(
            @ForAll("totals") Money total,
            @ForAll("positiveWeights") List<BigDecimal> weights,
            @ForAll @LongRange(min = 1, max = 1_000_000) long factor) {
        List<BigDecimal> larger = weights.stream()
                .map(weight -> weight.multiply(BigDecimal.valueOf(factor)))
                .toList();
        assertThat(Allocation.split(total, larger)).isEqualTo(Allocation.split(total, weights));
    }

    @Provide
    Arbitrary<Money> totals() {
        Arbitrary<Currency> currencies = Arbitraries.of("EUR", "JPY", "BHD").map(Currency::getInstance);
        return currencies.flatMap(currency -> Arbitraries.longs()
                .between(-1_000_000_000_000L, 1_000_000_000_000L)
                .map(minor -> new Money(minor, currency)));
    }

    @Provide
    Arbitrary<List<BigDecimal>> positiveWeights() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.000001"), new BigDecimal("1000000"))
                .ofScale(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<List<BigDecimal>> weightsOfEitherSign() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-10000"), new BigDecimal("10000"))
                .ofScale(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .filter(weights -> weights.stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .signum()
                        != 0);
    }

    private static List<BigDecimal> decimals(String text) {
        return Arrays.stream(text.split(" ", -1)).map(BigDecimal::new).toList();
    }

    private static List<Long> longs(String text) {
        return Arrays.stream(text.split(" ", -1)).map(Long::valueOf).toList();
    }
}
