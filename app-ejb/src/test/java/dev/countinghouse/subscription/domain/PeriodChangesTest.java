package dev.countinghouse.subscription.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import dev.countinghouse.money.Money;
import dev.countinghouse.time.ServicePeriod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes, terminations and trials within a period. */
class PeriodChangesTest {

    private static final ServicePeriod FEBRUARY = period("2024-02-01", "2024-03-01");

    @ParameterizedTest(name = "a change on {0}: {1} days before, {2} after")
    @CsvSource({
        "2024-02-12, 11, 18", // its day belongs to the new terms
        "2024-02-01, 0, 29",
        "2024-02-29, 28, 1",
        "2024-03-01, 29, 0",
        "2024-01-15, 0, 29",
        "2024-04-15, 29, 0"
    })
    void theDayOfAChangeBelongsToTheNewTerms(LocalDate day, long before, long after) {
        PeriodCut cut = PeriodCut.change(FEBRUARY, day);
        assertThat(cut.before().days()).isEqualTo(before);
        assertThat(cut.after().days()).isEqualTo(after);
        assertThat(cut.shareAfter()).isEqualTo(Fraction.of(after, 29));
    }

    @ParameterizedTest(name = "an end on {0}: {1} days used, {2} not")
    @CsvSource({"2024-02-12, 12, 17", "2024-02-01, 1, 28", "2024-02-29, 29, 0", "2024-01-31, 0, 29"})
    void theLastDayWasUsed(LocalDate day, long used, long unused) {
        PeriodCut cut = PeriodCut.termination(FEBRUARY, day);
        assertThat(cut.before().days()).isEqualTo(used);
        assertThat(cut.after().days()).isEqualTo(unused);
        assertThat(cut.shareBefore()).isEqualTo(Fraction.of(used, 29));
    }

    @Property
    void theTwoSidesOfACutMakeTheWhole(@ForAll @IntRange(min = -40, max = 70) int offset) {
        PeriodCut cut = PeriodCut.change(FEBRUARY, FEBRUARY.start().plusDays(offset));
        assertThat(cut.shareBefore().plus(cut.shareAfter())).isEqualTo(Fraction.ONE);
        assertThat(cut.before().end()).isEqualTo(cut.after().start());
        assertThat(cut.before().start()).isEqualTo(FEBRUARY.start());
        assertThat(cut.after().end()).isEqualTo(FEBRUARY.end());
    }

    @ParameterizedTest(name = "a trial of {0} days leaves {1} of 27 days to be paid")
    @CsvSource({"0, 27", "1, 26", "13, 14", "26, 1", "27, 0", "28, 0", "400, 0"})
    void daysOfATrialAreNotPaid(long days, long paid) {
        LocalDate start = LocalDate.parse("2024-03-05");
        ServicePeriod first = new ServicePeriod(start, LocalDate.parse("2024-04-01"));
        assertThat(new Trial(start, days).paid(first).days()).isEqualTo(paid);
    }

    @Test
    void aTrialMayReachIntoTheNextPeriod() {
        Trial trial = new Trial(LocalDate.parse("2024-02-20"), 14);
        assertThat(trial.paidFrom()).isEqualTo("2024-03-05");
        assertThat(trial.paid(FEBRUARY).isEmpty()).isTrue();
        assertThat(trial.paid(period("2024-03-01", "2024-04-01"))).isEqualTo(period("2024-03-05", "2024-04-01"));
        assertThat(trial.paid(period("2024-04-01", "2024-05-01"))).isEqualTo(period("2024-04-01", "2024-05-01"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Trial(trial.startedOn(), -1));
    }

    /** 5.49, though the exact net is 5.48: the lines are law. */
    @Test
    void theNetOfAChangeIsTheSumOfItsLines() {
        PlanChange change = PlanChange.of(BigDecimal.TEN, new BigDecimal("20"), Fraction.of(17, 31), currency("EUR"));
        assertThat(change.credit()).isEqualTo(new Money(-548, currency("EUR")));
        assertThat(change.charge()).isEqualTo(new Money(1097, currency("EUR")));
        assertThat(change.net()).isEqualTo(new Money(549, currency("EUR")));
        assertThat(change.toCredit()).isEqualTo(Money.zero(currency("EUR")));
    }

    @Test
    void aChangeToLessLeavesACredit() {
        PlanChange change = PlanChange.of(new BigDecimal("40"), BigDecimal.ZERO, Fraction.of(17, 31), currency("EUR"));
        assertThat(change.net()).isEqualTo(new Money(-2194, currency("EUR")));
        assertThat(change.toCredit()).isEqualTo(new Money(2194, currency("EUR")));
    }

    @ParameterizedTest(name = "{0} more at 15.00 for {1} of 30 days in {2} are {3} minor units")
    @CsvSource({"5, 20, EUR, 5000", "-3, 15, EUR, -2250", "-3, 15, JPY, -23", "1, 1, BHD, 500", "0, 15, EUR, 0"})
    void aChangeOfQuantityIsOneLine(BigDecimal more, long left, String code, long minor) {
        assertThat(PlanChange.ofQuantity(new BigDecimal("15.00"), more, Fraction.of(left, 30), currency(code)))
                .isEqualTo(new Money(minor, currency(code)));
    }

    /** Changing to the same price and back costs nothing, whatever the day and the currency. */
    @Property
    void aChangeToTheSamePriceCostsNothing(
            @ForAll @BigRange(min = "0", max = "10000") @Scale(6) BigDecimal price,
            @ForAll @IntRange(min = 0, max = 31) int left) {
        for (String code : new String[] {"JPY", "EUR", "BHD"}) {
            assertThat(PlanChange.of(price, price, Fraction.of(left, 31), currency(code))
                            .net())
                    .isEqualTo(Money.zero(currency(code)));
        }
    }

    private static Currency currency(String code) {
        return Currency.getInstance(code);
    }

    private static ServicePeriod period(String start, String end) {
        return new ServicePeriod(LocalDate.parse(start), LocalDate.parse(end));
    }
}
