package dev.countinghouse.rating.domain;

import static dev.countinghouse.rating.domain.Prices.tiers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProratedGraduatedTest {

    private static final String SEATS = "5:10:100 *:5:50";

    /** A change is {@code units:prorated units}. */
    @ParameterizedTest(name = "{0} cost {1}")
    @CsvSource({
        "1:0.7, 107.00",
        "5:3.5, 135.00", // a bound belongs to the tier it ends: no second flat amount
        "6:3, 177.50", // five of six at 10, one at 5, and both flat amounts
        "5:5 -2:-1, 140.00",
        "4:2.8 2:1 -3:-0.6, 180.50", // what was added last is removed first
        "5:3.5 2:1 -4:-1.6 10:2, 190.00",
        "1:0.7097 4:1.54839 1:0.2258 -5:-0.80645 -1:-0.0645, 165.81",
        "5:5 -5:-5, 100.00", // all of it removed: the flat amount stays
        "5:0.5 -5:-4, 100.00", // units never cost less than nothing
        "5:2 -100:-33.33, 0.00", // more removed than there was
        "-1:-0.5, 0.00",
        "-1:-0.5 1:0.5, 100.00",
        "-1:-0.5 3:3, 125.00" // below zero the first tier goes on
    })
    void aChangeFallsIntoTheTierOfItsFullUnitsAndCostsItsProratedOnes(String changes, BigDecimal amount) {
        assertThat(new ProratedGraduated(tiers(SEATS))
                        .amountFor(changes(changes))
                        .rounded(2, RoundingMode.HALF_UP))
                .isEqualTo(amount);
    }

    /** 191.335: a third of a third that was cut off would make it 191.33. */
    @Test
    void sharesOfAChangeAreExact() {
        Fraction amount = new ProratedGraduated(tiers("5:10:100 15:5:50 *:2:0"))
                .amountFor(changes("2:1.4 5:2.5 10:2 -6:-2.2 4:0.667 60:2"));
        assertThat(amount).isEqualTo(Fraction.of(new BigDecimal("191.335")));
    }

    @Test
    void noChangeCostsTheFirstFlatAmount() {
        assertThat(new ProratedGraduated(tiers(SEATS)).amountFor(List.of())).isEqualTo(Fraction.of(100));
    }

    @Test
    void aChangeOfNoUnitsIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProratedGraduated.Change(BigDecimal.ZERO, Fraction.ZERO));
    }

    /** Units that are there for the whole period cost what a graduated charge costs. */
    @Property
    void wholePeriodsCostTheGraduatedPrice(
            @ForAll("anyTiers") List<Tier> tiers, @ForAll("units") List<BigDecimal> units) {
        BigDecimal level = BigDecimal.ZERO;
        List<ProratedGraduated.Change> changes = new ArrayList<>();
        for (BigDecimal added : units) {
            changes.add(new ProratedGraduated.Change(added, Fraction.of(added)));
            level = level.add(added);
        }
        assertThat(new ProratedGraduated(tiers).amountFor(changes).toDecimal())
                .isEqualByComparingTo(new Price.Graduated(tiers).amountFor(level));
    }

    @Property
    void theStepsOfACalculationSumToItsAmount(
            @ForAll("anyTiers") List<Tier> tiers, @ForAll("units") List<BigDecimal> units) {
        List<ProratedGraduated.Change> changes = units.stream()
                .map(added ->
                        new ProratedGraduated.Change(added, Fraction.of(added).times(Fraction.of(1, 2))))
                .toList();
        Calculation calculation = new ProratedGraduated(tiers).calculation(changes);
        BigDecimal steps =
                calculation.steps().stream().map(Calculation::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(steps).isEqualByComparingTo(calculation.amount());
    }

    @Provide
    Arbitrary<List<Tier>> anyTiers() {
        return Prices.anyTiers();
    }

    @Provide
    Arbitrary<List<BigDecimal>> units() {
        return Prices.quantities().filter(units -> units.signum() > 0).list().ofMaxSize(5);
    }

    private static List<ProratedGraduated.Change> changes(String text) {
        List<ProratedGraduated.Change> changes = new ArrayList<>();
        for (String change : text.split(" ", -1)) {
            String[] parts = change.split(":", -1);
            changes.add(new ProratedGraduated.Change(new BigDecimal(parts[0]), Fraction.of(new BigDecimal(parts[1]))));
        }
        return changes;
    }
}
