package dev.countinghouse.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevenueScheduleTest {

    @ParameterizedTest(name = "{0} {1} over {2} days, after {3}: {4}")
    @CsvSource({
        "1200, EUR, 365, 31, 101.92",
        "1200, EUR, 365, 0, 0.00",
        "1200, EUR, 365, -1, 0.00",
        "1200, EUR, 365, 364, 1196.71",
        "1200, EUR, 365, 365, 1200.00",
        "1200, EUR, 365, 366, 1200.00",
        "100, JPY, 3, 1, 33",
        "100, JPY, 3, 2, 67",
        "1, BHD, 366, 183, 0.500",
        "-30, EUR, 30, 15, -15.00"
    })
    void revenueIsEarnedDayByDay(BigDecimal amount, String code, long days, long elapsed, BigDecimal earned) {
        Currency currency = Currency.getInstance(code);
        RevenueSchedule schedule = new RevenueSchedule(Money.exact(amount, currency), days);
        assertThat(schedule.recognized(elapsed)).isEqualTo(Money.exact(earned, currency));
        assertThat(schedule.recognized(elapsed).plus(schedule.deferred(elapsed)))
                .isEqualTo(Money.exact(amount, currency));
    }

    @Test
    void aServiceLastsADay() {
        Money amount = new Money(100, Currency.getInstance("EUR"));
        assertThatIllegalArgumentException().isThrownBy(() -> new RevenueSchedule(amount, 0));
        assertThat(new RevenueSchedule(amount, 1).onDay(1)).isEqualTo(amount);
    }

    /** No cent is lost on the way, and no day is more than a cent off its share. */
    @Property
    void daysSumToTheWhole(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long minor,
            @ForAll @IntRange(min = 1, max = 366) int days) {
        Currency currency = Currency.getInstance("EUR");
        RevenueSchedule schedule = new RevenueSchedule(new Money(minor, currency), days);
        Money sum = Money.zero(currency);
        for (int day = 1; day <= days; day++) {
            Money earned = schedule.onDay(day);
            assertThat(Math.abs(earned.minor() * days - minor)).isLessThanOrEqualTo(days);
            sum = sum.plus(earned);
        }
        assertThat(sum.minor()).isEqualTo(minor);
    }
}
