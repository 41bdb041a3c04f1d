package dev.countinghouse.rating.domain;

import static dev.countinghouse.rating.domain.Prices.tiers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.rating.domain.ProratedGraduated.Change;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProratedPriceTest {

    private static final int DAYS = 31;
    private static final Price STANDARD = new Price.Standard(BigDecimal.TEN);
    private static final Price VOLUME = new Price.Volume(tiers("10:10:0 *:8:5"), false);
    private static final Price GRADUATED = new Price.Graduated(tiers("10:10:0 *:8:5"), false);

    /** A change is {@code units:days left of 31}; a part is quantity and what it costs. */
    private static List<Change> changes(String text) {
        List<Change> changes = new ArrayList<>();
        for (String change : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            String[] parts = change.split(":", -1);
            BigDecimal units = new BigDecimal(parts[0]);
            changes.add(new Change(
                    units, Fraction.of(Long.parseLong(parts[1]), DAYS).times(units)));
        }
        return changes;
    }

    private static String rated(Price price, String changes) {
        return String.join(
                " ",
                ProratedPrice.rate(price, changes(changes)).stream()
                        .map(part -> part.part().kind() + " " + part.part().tier() + ": "
                                + part.part().quantity().stripTrailingZeros().toPlainString() + " = "
                                + part.amount().rounded(2, RoundingMode.HALF_UP))
                        .toList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', UNITS 0: 0 = 0.00",
        "5:31, UNITS 0: 5 = 50.00",
        "5:31 12:6 12:6, UNITS 0: 9.645161290323 = 96.45",
        "5:31 -2:15, UNITS 0: 4.032258064516 = 40.32",
        "-5:31, UNITS 0: -5 = -50.00"
    })
    void aUnitCostsTheShareOfThePeriodThatItIsThereFor(String changes, String parts) {
        assertThat(rated(STANDARD, changes)).isEqualTo(parts);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', UNITS 0: 0 = 0.00",
        "10:31, UNITS 0: 10 = 100.00",
        "10:31 5:10, UNITS 0: 10 = 100.00 UNITS 1: 1.612903225806 = 12.90 FLAT 1: 1 = 5.00",
        "8:31 5:21 -5:10, UNITS 0: 8.709677419355 = 87.10 UNITS 1: 1.064516129032 = 8.52 FLAT 1: 1 = 5.00",
        "2:31 -5:10, UNITS 0: 0 = 0.00"
    })
    void aChangeOfAGraduatedPriceIsOfTheTierThatItsFullUnitsAreIn(String changes, String parts) {
        assertThat(rated(GRADUATED, changes)).isEqualTo(parts);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', UNITS 0: 0 = 0.00",
        "10:31, UNITS 0: 10 = 100.00",
        "10:31 5:10, UNITS 1: 11.612903225806 = 92.90 FLAT 1: 1 = 5.00",
        "12:31 -4:10, UNITS 0: 10.709677419355 = 107.10",
        "2:31 -5:10, UNITS 0: 0 = 0.00"
    })
    void theUnitsAtTheEndSayWhichVolumePriceIsDue(String changes, String parts) {
        assertThat(rated(VOLUME, changes)).isEqualTo(parts);
    }

    /** A third of 1.5 cents is half a cent: 12 decimals of the quantity would lose it. */
    @Test
    void theAmountIsExactAndNotTheShownQuantityTimesThePrice() {
        ProratedPart part = ProratedPrice.rate(
                        new Price.Standard(new BigDecimal("0.015")),
                        List.of(new Change(BigDecimal.ONE, Fraction.of(1, 3))))
                .getFirst();
        assertThat(part.amount()).isEqualTo(Fraction.of(new BigDecimal("0.005")));
        assertThat(part.calculation().amount()).isEqualByComparingTo("0.005");
        assertThat(part.part().quantity()).isEqualByComparingTo("0.333333333333");
    }

    @Test
    void otherPricesAreNotProrated() {
        Price packages = new Price.Packages(BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ZERO);
        assertThatIllegalArgumentException().isThrownBy(() -> ProratedPrice.rate(packages, List.of()));
    }

    /** What was added last is removed first: that is, each day costs a day's share of what its level costs. */
    @Property
    void aPeriodCostsWhatItsDaysCost(@ForAll("anyTiers") List<Tier> tiers, @ForAll("levels") List<Integer> levels) {
        List<Change> changes = new ArrayList<>();
        BigDecimal days = BigDecimal.ZERO;
        int before = 0;
        for (int day = 0; day < levels.size(); day++) {
            int change = levels.get(day) - before;
            if (change != 0) {
                Fraction left = Fraction.of(levels.size() - day, levels.size());
                changes.add(new Change(BigDecimal.valueOf(change), left.times(BigDecimal.valueOf(change))));
            }
            before = levels.get(day);
            days = days.add(new Price.Graduated(tiers).amountFor(BigDecimal.valueOf(before)));
        }
        Fraction cost = Fraction.sum(ProratedPrice.rate(new Price.Graduated(tiers), changes).stream()
                .map(ProratedPart::amount)
                .toList());
        assertThat(cost.times(BigDecimal.valueOf(levels.size()))).isEqualTo(Fraction.of(days));
    }

    @Provide
    Arbitrary<List<Tier>> anyTiers() {
        return Prices.anyTiers()
                .map(tiers -> tiers.stream()
                        .map(tier -> new Tier(tier.upTo(), tier.unitAmount(), BigDecimal.ZERO))
                        .toList());
    }

    @Provide
    Arbitrary<List<Integer>> levels() {
        return Arbitraries.integers().between(0, 1_500).list().ofMinSize(1).ofMaxSize(31);
    }
}
