package dev.countinghouse.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Minimum, maximum, commitments, free units, fees, dynamic amounts. */
class SpendRulesTest {

    @ParameterizedTest(name = "{0} less {1} %, {2} of {3} billed: {4} off by the maximum")
    @CsvSource({
        "50, 0, 70, 100, 20",
        "200, 50, 35, 100, 35", // the discount first, then the maximum
        "22, 0, 160, 170, 12",
        "30, 0, 70, 100, 0",
        "30.01, 0, 70, 100, 0.01",
        "30, 0, 100, 100, 30",
        "30, 0, 110, 100, 30", // billed beyond the maximum: nothing comes back
        "0, 0, 0, 0, 0",
        "10, 100, 0, 5, 0"
    })
    void aMaximumTakesOffWhatGoesBeyondIt(
            BigDecimal gross, String percent, BigDecimal billed, BigDecimal maximum, String off) {
        SpendLimits.Capped capped = SpendLimits.capped(gross, new Percent(new BigDecimal(percent)), billed, maximum);
        assertThat(capped.maximumDiscount()).isEqualByComparingTo(off);
        assertThat(capped.gross()).isEqualByComparingTo(capped.net().add(capped.discount()));
        assertThat(capped.calculation().amount()).isEqualTo(capped.net());
    }

    @ParameterizedTest(name = "a minimum of {0} after {1} is filled up by {2}")
    @CsvSource({"100, 50, 50", "100, 100, 0", "100, 100.01, 0", "1000, 100, 900", "0, 0, 0", "100, -10, 110"})
    void aMinimumIsFilledUp(BigDecimal minimum, BigDecimal billed, BigDecimal trueUp) {
        assertThat(SpendLimits.trueUp(Fraction.of(minimum), billed).toDecimal()).isEqualByComparingTo(trueUp);
        Calculation calculation = SpendLimits.trueUpCalculation(Fraction.of(minimum), billed);
        assertThat(calculation.amount()).isEqualByComparingTo(trueUp);
        assertThat(calculation.inputs()).containsEntry("billed", billed);
    }

    /** 10.00 for 25 of 28 days is 8.92857; 8.00 were used: 0.93, not 8.93 less 8.00 by chance. */
    @Test
    void aPartOfAMinimumIsSubtractedFromBeforeItIsRounded() {
        Fraction minimum = Fraction.of(25, 28).times(new BigDecimal("10.00"));
        assertThat(Money.halfUp(SpendLimits.trueUp(minimum, new BigDecimal("8.00")), eur()))
                .isEqualTo(new Money(93, eur()));
    }

    @ParameterizedTest(name = "{0} against a commitment of {1}, overage times {2}, true-up {3}: {4} + {5} + {6}")
    @CsvSource({
        "20, 5, 2, false, 5 30 0",
        "5, 5, 2, false, 5 0 0",
        "5.01, 5, 2, false, 5 0.02 0",
        "2, 5, 2, false, 2 0 0",
        "2, 5, 2, true, 2 0 3",
        "0, 5, 2, true, 0 0 5",
        "7, 0, 1, true, 0 7 0",
        "20, 5, 0, true, 5 0 0"
    })
    void aWindowCostsItsCommitmentItsOverageAndItsTrueUp(
            BigDecimal cost, BigDecimal committed, BigDecimal factor, boolean trueUp, String parts) {
        Commitment.Charge charge = new Commitment(committed, factor, trueUp).charge(cost);
        assertThat(List.of(charge.utilized(), charge.overage(), charge.trueUp()))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(List.of(parts.split(" ", -1)).stream()
                        .map(BigDecimal::new)
                        .toList());
        assertThat(charge.calculation().amount()).isEqualTo(charge.total());
    }

    @Test
    void aCommitmentInUnitsIsWorthWhatTheyCost() {
        Commitment four = Commitment.ofUnits(new BigDecimal("4"), new BigDecimal("1.5"), BigDecimal.TWO, true);
        assertThat(four.charge(new BigDecimal("10")).total()).isEqualByComparingTo("14");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Commitment(BigDecimal.ONE.negate(), BigDecimal.ONE, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Commitment(BigDecimal.ONE, BigDecimal.ONE.negate(), true));
    }

    @ParameterizedTest(name = "{0} free, {1} used before: {3} of {2} are paid")
    @CsvSource({
        "10, 5, 15, 10",
        "10, 0, 10, 0",
        "10, 0, 10.5, 0.5",
        "10, 10, 3, 3",
        "10, 12, 3, 3", // what was used too much before is not paid again
        "0, 0, 7, 7",
        "10, 5, 0, 0"
    })
    void freeUnitsGoToTheFirstOfAPeriod(BigDecimal free, BigDecimal before, BigDecimal used, BigDecimal billable) {
        assertThat(new FreeUnits(free).billable(before, used)).isEqualByComparingTo(billable);
        Calculation calculation = new FreeUnits(free).calculation(before, used);
        assertThat(calculation.amount()).isEqualByComparingTo(billable);
        assertThat(calculation.inputs()).containsEntry("used_before", before).containsEntry("used", used);
    }

    @Property
    void freeUnitsAreTheSameHoweverAPeriodIsCut(
            @ForAll("quantities") BigDecimal free,
            @ForAll("quantities") BigDecimal first,
            @ForAll("quantities") BigDecimal second) {
        FreeUnits units = new FreeUnits(free);
        assertThat(units.billable(BigDecimal.ZERO, first).add(units.billable(first, second)))
                .isEqualByComparingTo(units.billable(BigDecimal.ZERO, first.add(second)));
    }

    @Test
    void freeUnitsAreNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FreeUnits(BigDecimal.ONE.negate()));
    }

    /** What lines under a maximum come to does not depend on how the period is cut into lines. */
    @Property
    void aMaximumIsTheSameHoweverAPeriodIsCut(
            @ForAll("quantities") BigDecimal maximum,
            @ForAll("quantities") BigDecimal first,
            @ForAll("quantities") BigDecimal second) {
        BigDecimal one = SpendLimits.capped(first, Percent.ZERO, BigDecimal.ZERO, maximum)
                .net();
        BigDecimal other =
                SpendLimits.capped(second, Percent.ZERO, one, maximum).net();
        assertThat(one.add(other)).isEqualByComparingTo(first.add(second).min(maximum));
    }

    @Test
    void aFeeIsPriceTimesQuantityTimesItsShare() {
        RecurringFee fee = new RecurringFee(new BigDecimal("29.00"), new BigDecimal("7"), Fraction.of(18, 29));
        assertThat(fee.amount()).isEqualTo(Fraction.of(126));
        assertThat(fee.proratedQuantity()).isEqualTo(Fraction.of(126, 29));
        assertThat(RecurringFee.whole(new BigDecimal("500"), BigDecimal.TWO).amount())
                .isEqualTo(Fraction.of(1000));
        assertThat(fee.calculation().inputs())
                .containsEntry("parts", new BigDecimal("18"))
                .containsEntry("parts_in_period", new BigDecimal("29"));
        assertThat(fee.calculation().amount()).isEqualByComparingTo("126");
    }

    @Test
    void dynamicAmountsComeWithTheEvents() {
        List<DynamicUsage> events = List.of(dynamic("7", "0.70"), dynamic("5", "0.55"), dynamic("10", "2.20"));
        DynamicUsage usage = DynamicUsage.sum(events);
        assertThat(usage.amount()).isEqualByComparingTo("3.45");
        assertThat(usage.unitAmount(6)).isEqualByComparingTo("0.156818");
        assertThat(DynamicUsage.sum(events.reversed())).isEqualTo(usage);
        assertThat(DynamicUsage.sum(List.of()).unitAmount(6)).isEqualByComparingTo("0");
        assertThat(usage.calculation().amount()).isEqualTo(usage.amount());
    }

    private static DynamicUsage dynamic(String units, String amount) {
        return new DynamicUsage(new BigDecimal(units), new BigDecimal(amount));
    }

    private static Currency eur() {
        return Currency.getInstance("EUR");
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        return Prices.quantities();
    }
}
