package dev.countinghouse.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.money.Fraction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServicePeriodTest {

    @ParameterizedTest(name = "{0} to {1} has {2} days")
    @CsvSource({
        "2023-02-01, 2023-03-01, 28",
        "2024-02-01, 2024-03-01, 29",
        "2100-02-01, 2100-03-01, 28",
        "2023-01-01, 2024-01-01, 365",
        "2024-01-01, 2025-01-01, 366",
        "2024-02-29, 2024-02-29, 0",
        "2024-02-29, 2024-03-01, 1"
    })
    void daysAreCountedAsTheCalendarHasThem(LocalDate start, LocalDate end, long days) {
        ServicePeriod period = new ServicePeriod(start, end);
        assertThat(period.days()).isEqualTo(days);
        assertThat(period.isEmpty()).isEqualTo(days == 0);
    }

    @Test
    void aPeriodDoesNotEndBeforeItStarts() {
        LocalDate day = LocalDate.of(2024, 3, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> new ServicePeriod(day, day.minusDays(1)));
    }

    @ParameterizedTest(name = "of March, before {0}: {1} to {2}")
    @CsvSource({
        "2024-03-10, 2024-03-01, 2024-03-10",
        "2024-04-01, 2024-03-01, 2024-04-01",
        "2024-05-01, 2024-03-01, 2024-04-01",
        "2024-03-01, 2024-03-01, 2024-03-01",
        "2024-02-01, 2024-03-01, 2024-03-01"
    })
    void whatLiesBeforeADayEndsThere(LocalDate day, LocalDate start, LocalDate end) {
        ServicePeriod march = new ServicePeriod(LocalDate.of(2024, 3, 1), LocalDate.of(2024, 4, 1));
        assertThat(march.before(day)).isEqualTo(new ServicePeriod(start, end));
    }

    /** Worked examples of other billing systems' documentation. */
    @ParameterizedTest(name = "{0} for {1} of {2} is {3}")
    @CsvSource({
        "50, 2022-08-10/2022-09-01, 2022-08-01/2022-09-01, 35.48",
        "24.95, 2021-09-16/2021-09-25, 2021-08-25/2021-09-25, 7.24",
        "24.95, 2021-09-30/2021-10-25, 2021-09-25/2021-10-25, 20.79",
        "17.95, 2021-09-30/2021-10-20, 2021-09-20/2021-10-20, 11.97",
        "9.95, 2012-05-02/2012-06-01, 2012-05-01/2012-06-01, 9.63",
        "29.00, 2024-02-12/2024-03-01, 2024-02-01/2024-03-01, 18.00",
        "28.00, 2023-02-12/2023-03-01, 2023-02-01/2023-03-01, 17.00",
        "1000.00, 2024-10-01/2025-08-01, 2024-08-01/2025-08-01, 832.88",
        "3000.00, 2023-09-05/2024-02-18, 2023-02-18/2024-02-18, 1364.38",
        "910.00, 2024-05-20/2024-06-21, 2024-04-01/2024-07-01, 320.00",
        "99.99, 2024-02-01/2024-03-01, 2024-02-01/2024-03-01, 99.99",
        "99.99, 2024-02-10/2024-02-10, 2024-02-01/2024-03-01, 0.00"
    })
    void aShareIsOfTheRealDaysOfItsWhole(BigDecimal price, String part, String whole, BigDecimal amount) {
        Fraction share = period(part).shareOf(period(whole));
        assertThat(share.times(price).rounded(2, RoundingMode.HALF_UP)).isEqualTo(amount);
    }

    @Property
    void sharesOfTheTwoPartsOfAPeriodMakeTheWhole(
            @ForAll @IntRange(min = 1, max = 366) int days, @ForAll @IntRange(min = 0, max = 366) int cut) {
        LocalDate start = LocalDate.of(2024, 2, 1);
        ServicePeriod whole = new ServicePeriod(start, start.plusDays(days));
        ServicePeriod first = whole.before(start.plusDays(cut));
        ServicePeriod rest = new ServicePeriod(first.end(), whole.end());
        assertThat(rest).isEqualTo(whole.from(first.end()));
        assertThat(first.shareOf(whole).plus(rest.shareOf(whole))).isEqualTo(Fraction.ONE);
    }

    private static ServicePeriod period(String isoInterval) {
        String[] days = isoInterval.split("/", -1);
        return new ServicePeriod(LocalDate.parse(days[0]), LocalDate.parse(days[1]));
    }
}
