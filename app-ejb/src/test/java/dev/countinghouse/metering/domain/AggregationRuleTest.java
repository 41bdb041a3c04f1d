package dev.countinghouse.metering.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AggregationRuleTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"COUNT, 4", "SUM, 27", "MIN, -4", "MAX, 20", "AVERAGE, 6.75", "LATEST, 1", "UNIQUE_COUNT, 3"})
    void anAggregationMakesOneQuantityOfAllEvents(AggregationRule rule, BigDecimal quantity) {
        List<Sample> events =
                List.of(at(0, 1, "a", "10"), at(30, 2, "b", "1"), at(20, 3, "a", "20"), at(10, 4, "c", "-4"));
        assertThat(rule.of(events).toDecimal()).isEqualByComparingTo(quantity);
    }

    @ParameterizedTest
    @EnumSource
    void noEventsAreAQuantityOfZero(AggregationRule rule) {
        assertThat(rule.of(List.of())).isEqualTo(Fraction.ZERO);
    }

    @Test
    void theLatestOfOneInstantIsTheOneRecordedLast() {
        List<Sample> events = List.of(at(0, 2, "", "2"), at(0, 3, "", "3"), at(0, 1, "", "1"));
        assertThat(AggregationRule.LATEST.of(events)).isEqualTo(Fraction.of(3));
    }

    @Test
    void anAverageIsExact() {
        List<Sample> events = List.of(at(0, 1, "", "1"), at(0, 2, "", "1"), at(0, 3, "", "0"));
        assertThat(AggregationRule.AVERAGE.of(events)).isEqualTo(Fraction.of(2, 3));
    }

    /** INV-25: whatever order events arrive in. */
    @Property
    void noAggregationDependsOnTheOrderOfArrival(
            @ForAll("events") List<Sample> events, @ForAll AggregationRule rule, @ForAll long seed) {
        assertThat(rule.of(shuffled(events, seed))).isEqualTo(rule.of(events));
    }

    @Property
    void aWeightedSumDoesNotDependOnTheOrderOfArrivalEither(@ForAll("events") List<Sample> events, @ForAll long seed) {
        WeightedSum period = new WeightedSum(NOON, NOON.plusSeconds(3_600));
        assertThat(period.of(BigDecimal.TEN, shuffled(events, seed))).isEqualTo(period.of(BigDecimal.TEN, events));
    }

    @ParameterizedTest(name = "a level of {0}, {1} at {2} s of a month: {3}")
    @CsvSource({
        "0, 3, 3600, 2.99597",
        "2, -1, 7200, 1.00269",
        "1000, 0, 0, 1000",
        "0, 10, 0, 10",
        "0, 10, 1339200, 5",
        "0, 1, 2678399, 0.00000"
    })
    void aWeightedSumWeighsALevelByTheTimeItLasts(BigDecimal initial, String change, long second, BigDecimal shown) {
        WeightedSum month = new WeightedSum(NOON, NOON.plusSeconds(2_678_400));
        Fraction quantity = month.of(initial, List.of(at(second, 1, "", change)));
        assertThat(new ProratedUnits(quantity).shown()).isEqualByComparingTo(shown);
    }

    /** A day of 23 hours, from midnight to midnight in Paris: half of it is eleven and a half hours. */
    @Test
    void aDayWithAClockChangeIsAsLongAsItWas() {
        Instant midnight = Instant.parse("2026-03-28T23:00:00Z");
        WeightedSum day = new WeightedSum(midnight, Instant.parse("2026-03-29T22:00:00Z"));
        Sample change = new Sample(midnight.plusSeconds(23 * 1_800), 1, "", BigDecimal.TWO);
        assertThat(day.of(BigDecimal.ZERO, List.of(change))).isEqualTo(Fraction.ONE);
    }

    @Test
    void aRecurringLevelIsCarriedOver() {
        List<Sample> changes = List.of(at(1, 1, "", "5"), at(2, 2, "", "-2"));
        assertThat(WeightedSum.levelAfter(BigDecimal.TEN, changes)).isEqualByComparingTo("13");
    }

    /** INV-24: the instant a period ends on belongs to the next. */
    @Test
    void aChangeLiesWithinItsPeriod() {
        WeightedSum hour = new WeightedSum(NOON, NOON.plusSeconds(3_600));
        assertThat(hour.of(BigDecimal.ZERO, List.of(at(0, 1, "", "1")))).isEqualTo(Fraction.ONE);
        assertThatIllegalArgumentException().isThrownBy(() -> hour.of(BigDecimal.ZERO, List.of(at(3_600, 1, "", "1"))));
        assertThatIllegalArgumentException().isThrownBy(() -> hour.of(BigDecimal.ZERO, List.of(at(-1, 1, "", "1"))));
        assertThatIllegalArgumentException().isThrownBy(() -> new WeightedSum(NOON, NOON));
    }

    @ParameterizedTest(name = "{0} by {1} to {2} is {3}")
    @CsvSource({
        "123.456, ROUND, 2, 123.46",
        "123.456, ROUND, 0, 123",
        "123.456, CEIL, -2, 200",
        "123.456, FLOOR, 2, 123.45",
        "123.456, FLOOR, -1, 120",
        "123.5, ROUND, 0, 124",
        "122.5, ROUND, 0, 123",
        "-123.5, ROUND, 0, -124", // half goes away from zero
        "-123.5, CEIL, 0, -123",
        "-123.5, FLOOR, 0, -124",
        "100, CEIL, -2, 100",
        "0, CEIL, -2, 0",
        "14.2355, ROUND, 2, 14.24",
        "14.2345, CEIL, -1, 20"
    })
    void aQuantityIsRoundedAsItsMetricSays(
            BigDecimal value, QuantityRounding.Mode mode, int precision, BigDecimal rounded) {
        assertThat(new QuantityRounding(mode, precision).of(Fraction.of(value))).isEqualByComparingTo(rounded);
    }

    @Test
    void aPrecisionHasBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantityRounding(QuantityRounding.Mode.CEIL, -16));
        assertThatIllegalArgumentException().isThrownBy(() -> new QuantityRounding(QuantityRounding.Mode.CEIL, 13));
        assertThat(new QuantityRounding(QuantityRounding.Mode.CEIL, -15).of(Fraction.ONE))
                .isEqualByComparingTo("1000000000000000");
        assertThat(new QuantityRounding(QuantityRounding.Mode.FLOOR, 12).of(Fraction.of(1, 3)))
                .isEqualByComparingTo("0.333333333333");
    }

    @Test
    void proratedUnitsAreKeptExactAndShownToFiveDecimals() {
        Fraction share = Fraction.of(6, 31);
        ProratedUnits units = ProratedUnits.of(
                new BigDecimal("5"), List.of(added("12", share), added("12", share), added("-6", Fraction.ZERO)));
        assertThat(units.exact()).isEqualTo(Fraction.of(299, 31));
        assertThat(units.shown()).isEqualByComparingTo("9.64516");
        assertThat(ProratedUnits.of(BigDecimal.ZERO, List.of(added("-3", Fraction.of(1, 2))))
                        .shown())
                .isEqualByComparingTo("-1.5");
    }

    private static ProratedUnits.Added added(String units, Fraction share) {
        return new ProratedUnits.Added(new BigDecimal(units), share);
    }

    private static Sample at(long second, long sequence, String key, String value) {
        return new Sample(NOON.plusSeconds(second), sequence, key, new BigDecimal(value));
    }

    private static List<Sample> shuffled(List<Sample> events, long seed) {
        List<Sample> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    /** Often at the same instant; every one with a sequence of its own. */
    @Provide
    Arbitrary<List<Sample>> events() {
        Arbitrary<BigDecimal> values = Arbitraries.bigDecimals()
                .between(new BigDecimal("-100"), new BigDecimal("100"))
                .ofScale(3);
        return Combinators.combine(
                        Arbitraries.longs().between(0, 5),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.of("a", "b", "c"),
                        values)
                .as((second, sequence, key, value) -> new Sample(NOON.plusSeconds(second), sequence, key, value))
                .list()
                .uniqueElements(Sample::sequence)
                .ofMaxSize(12);
    }
}
