package dev.countinghouse.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.time.BillingCycle.Anchor;
import dev.countinghouse.time.BillingCycle.Unit;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BillingCycleTest {

    private static final LocalDate HORIZON = LocalDate.of(2060, 1, 1);
    private static final List<Integer> COUNTS = List.of(1, 2, 3, 6, 12);

    @ParameterizedTest(name = "{0} of {1}, {2}, from {3}: {4}")
    @CsvSource({
        // an anchor on the 31st falls to the month's last day and returns
        "1, MONTH, ANNIVERSARY, 2024-01-31, 2024-02-29 2024-03-31 2024-04-30 2024-05-31",
        "1, MONTH, ANNIVERSARY, 2023-01-31, 2023-02-28 2023-03-31 2023-04-30 2023-05-31",
        "1, MONTH, ANNIVERSARY, 2024-01-30, 2024-02-29 2024-03-30 2024-04-30 2024-05-30",
        "3, MONTH, ANNIVERSARY, 2023-11-30, 2024-02-29 2024-05-30 2024-08-30 2024-11-30",
        "1, MONTH, ANNIVERSARY, 2023-06-15, 2023-07-15 2023-08-15 2023-09-15 2023-10-15",
        "1, MONTH, CALENDAR, 2023-06-15, 2023-07-01 2023-08-01 2023-09-01 2023-10-01",
        "1, MONTH, CALENDAR, 2023-06-01, 2023-07-01 2023-08-01 2023-09-01 2023-10-01",
        "3, MONTH, CALENDAR, 2023-06-15, 2023-09-01 2023-12-01 2024-03-01 2024-06-01",
        "1, WEEK, ANNIVERSARY, 2024-02-22, 2024-02-29 2024-03-07 2024-03-14 2024-03-21",
        "1, WEEK, CALENDAR, 2023-06-15, 2023-06-19 2023-06-26 2023-07-03 2023-07-10",
        "2, WEEK, CALENDAR, 2023-06-12, 2023-06-26 2023-07-10 2023-07-24 2023-08-07",
        // 29 February returns every fourth year, and not in 2100
        "1, YEAR, ANNIVERSARY, 2024-02-29, 2025-02-28 2026-02-28 2027-02-28 2028-02-29",
        "4, YEAR, ANNIVERSARY, 2092-02-29, 2096-02-29 2100-02-28 2104-02-29 2108-02-29",
        "1, YEAR, CALENDAR, 2023-06-15, 2024-01-01 2025-01-01 2026-01-01 2027-01-01"
    })
    void periodsEndAt(int count, Unit unit, Anchor anchor, LocalDate start, String ends) {
        BillingCycle cycle = new BillingCycle(unit, count, anchor, start);
        List<LocalDate> expected =
                Arrays.stream(ends.split(" ", -1)).map(LocalDate::parse).toList();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(cycle.period(i).end()).isEqualTo(expected.get(i));
            assertThat(cycle.indexOf(expected.get(i).minusDays(1))).isEqualTo(i);
            assertThat(cycle.indexOf(expected.get(i))).isEqualTo(i + 1);
        }
    }

    @Test
    void aFirstPartOfACalendarPeriodIsAShareOfTheWholeOne() {
        BillingCycle cycle = new BillingCycle(Unit.MONTH, 1, Anchor.CALENDAR, LocalDate.of(2022, 8, 10));
        assertThat(cycle.period(0)).isEqualTo(period("2022-08-10", "2022-09-01"));
        assertThat(cycle.wholePeriod(0)).isEqualTo(period("2022-08-01", "2022-09-01"));
        assertThat(cycle.period(1)).isEqualTo(cycle.wholePeriod(1)).isEqualTo(period("2022-09-01", "2022-10-01"));
    }

    @Test
    void everyPeriodOfAnAnniversaryIsWhole() {
        BillingCycle cycle = new BillingCycle(Unit.MONTH, 1, Anchor.ANNIVERSARY, LocalDate.of(2024, 1, 31));
        for (int i = 0; i < 100; i++) {
            assertThat(cycle.period(i)).isEqualTo(cycle.wholePeriod(i));
        }
    }

    /** Every day from December 2019 to the end of leap year 2020 as a start, every unit, five counts: millions of periods. */
    @ParameterizedTest
    @EnumSource(Anchor.class)
    void periodsTileForFortyYearsWhateverTheyAreAnchoredTo(Anchor anchor) {
        for (LocalDate start = LocalDate.of(2019, 12, 1); start.getYear() < 2021; start = start.plusDays(1)) {
            for (Unit unit : Unit.values()) {
                for (int count : COUNTS) {
                    assertTiles(new BillingCycle(unit, count, anchor, start));
                }
            }
        }
    }

    private static void assertTiles(BillingCycle cycle) {
        LocalDate expected = cycle.startedOn();
        for (int i = 0; expected.isBefore(HORIZON); i++) {
            ServicePeriod period = cycle.period(i);
            if (!period.start().equals(expected) || period.isEmpty()) {
                throw new AssertionError(
                        cycle + ": period " + i + " is " + period + ", the one before ended " + expected);
            }
            expected = period.end();
        }
    }

    @Property
    void anAnniversaryKeepsItsDayOrTakesTheMonthsLast(
            @ForAll @IntRange(min = 1, max = 31) int day, @ForAll @IntRange(min = 0, max = 480) int index) {
        LocalDate start = LocalDate.of(2023, 1, day);
        LocalDate boundary = new BillingCycle(Unit.MONTH, 1, Anchor.ANNIVERSARY, start)
                .period(index)
                .end();
        assertThat(boundary.getDayOfMonth()).isEqualTo(Math.min(day, boundary.lengthOfMonth()));
    }

    @Property
    void calendarPeriodsBeginOnTheFirstOrOnMonday(
            @ForAll @IntRange(min = 0, max = 3_000) int daysAfter, @ForAll @IntRange(min = 1, max = 100) int index) {
        LocalDate start = LocalDate.of(2020, 1, 1).plusDays(daysAfter);
        assertThat(new BillingCycle(Unit.MONTH, 1, Anchor.CALENDAR, start)
                        .period(index)
                        .start()
                        .getDayOfMonth())
                .isOne();
        assertThat(new BillingCycle(Unit.YEAR, 1, Anchor.CALENDAR, start)
                        .period(index)
                        .start()
                        .getDayOfYear())
                .isOne();
        assertThat(new BillingCycle(Unit.WEEK, 1, Anchor.CALENDAR, start)
                        .period(index)
                        .start()
                        .getDayOfWeek())
                .isEqualTo(DayOfWeek.MONDAY);
    }

    @Test
    void aPeriodHasAtLeastOneUnit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BillingCycle(Unit.MONTH, 0, Anchor.CALENDAR, HORIZON));
    }

    private static ServicePeriod period(String start, String end) {
        return new ServicePeriod(LocalDate.parse(start), LocalDate.parse(end));
    }
}
