package dev.countinghouse.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.time.BillingCycle.Anchor;
import dev.countinghouse.time.BillingCycle.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days of a customer's zone as instants: nothing lies between two periods, nothing in both. */
class ZonesTest {

    private static final LocalDate HORIZON = LocalDate.of(2045, 1, 1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Paris",
                "Europe/Dublin", // winter time is the exception, in negative minutes
                "Africa/Casablanca", // the clock goes back for Ramadan
                "Africa/Cairo", // the clock changes at midnight
                "Asia/Kathmandu", // +05:45
                "Asia/Kolkata",
                "Asia/Tehran",
                "Asia/Beirut",
                "Asia/Gaza",
                "Asia/Pyongyang",
                "Australia/Lord_Howe", // half an hour of summer time
                "Pacific/Apia", // had no 30 December 2011
                "Pacific/Chatham",
                "Pacific/Kiritimati", // +14
                "America/St_Johns",
                "America/Sao_Paulo", // midnights that did not exist
                "America/Havana", // midnights that existed twice
                "America/Los_Angeles",
                "America/Bahia_Banderas"
            })
    void instantsOfConsecutivePeriodsTile(String zone) {
        for (int day = 1; day <= 31; day++) {
            LocalDate start = LocalDate.of(2005, 1, day);
            assertTiles(new BillingCycle(Unit.MONTH, 1, Anchor.ANNIVERSARY, start), ZoneId.of(zone));
            assertTiles(new BillingCycle(Unit.MONTH, 1, Anchor.CALENDAR, start), ZoneId.of(zone));
            assertTiles(new BillingCycle(Unit.WEEK, 1, Anchor.ANNIVERSARY, start), ZoneId.of(zone));
            for (Anchor anchor : Anchor.values()) {
                assertTiles(new BillingCycle(Unit.MONTH, 3, anchor, start), ZoneId.of(zone));
                assertTiles(new BillingCycle(Unit.MONTH, 6, anchor, start), ZoneId.of(zone));
                assertTiles(new BillingCycle(Unit.YEAR, 1, anchor, start), ZoneId.of(zone));
            }
        }
    }

    private static void assertTiles(BillingCycle cycle, ZoneId zone) {
        ServicePeriod before = cycle.period(0);
        for (int i = 1; before.end().isBefore(HORIZON); i++) {
            ServicePeriod period = cycle.period(i);
            Instant boundary = period.from(zone);
            boolean tiles =
                    before.to(zone).equals(boundary) && before.from(zone).isBefore(boundary);
            // an instant before the boundary is a day of the period before, the boundary itself is not
            boolean days = LocalDate.ofInstant(boundary, zone).equals(firstDayThatExists(period.start(), zone))
                    && LocalDate.ofInstant(boundary.minusNanos(1), zone).isBefore(period.start());
            if (!tiles || !days) {
                throw new AssertionError(zone + ", " + cycle + ": period " + i + " begins " + boundary);
            }
            before = period;
        }
    }

    private static LocalDate firstDayThatExists(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toLocalDate();
    }

    @ParameterizedTest(name = "{1} begins at {2} in {0}")
    @CsvSource({
        "Europe/Paris, 2024-07-01, 2024-06-30T22:00:00Z",
        "Europe/Paris, 2024-01-01, 2023-12-31T23:00:00Z",
        "Asia/Kathmandu, 2024-01-01, 2023-12-31T18:15:00Z",
        "Australia/Lord_Howe, 2024-01-01, 2023-12-31T13:00:00Z",
        "Australia/Lord_Howe, 2024-07-01, 2024-06-30T13:30:00Z",
        "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z", // 00:00 was skipped: the day began at 01:00
        "America/Havana, 2023-11-05, 2023-11-05T04:00:00Z", // the first of its two midnights
        "Pacific/Apia, 2011-12-31, 2011-12-30T10:00:00Z",
        "Pacific/Apia, 2011-12-30, 2011-12-30T10:00:00Z", // a day that never was is empty
        "Pacific/Kiritimati, 2024-01-01, 2023-12-31T10:00:00Z"
    })
    void aDayBeginsWithItsFirstInstant(ZoneId zone, LocalDate day, Instant begins) {
        assertThat(new ServicePeriod(day, day.plusDays(1)).from(zone)).isEqualTo(begins);
    }

    @ParameterizedTest(name = "the month from {1} has {2} in {0}")
    @CsvSource({
        "Europe/Paris, 2024-03-01, PT743H",
        "Europe/Paris, 2024-10-01, PT745H",
        "Australia/Lord_Howe, 2024-04-01, PT720H30M",
        "Australia/Lord_Howe, 2024-10-01, PT743H30M",
        "Asia/Kathmandu, 2024-03-01, PT744H",
        "Pacific/Apia, 2011-12-01, PT720H"
    })
    void monthsAreAsLongAsTheirClockChangesMakeThem(ZoneId zone, LocalDate first, Duration length) {
        ServicePeriod month = new ServicePeriod(first, first.plusMonths(1));
        assertThat(Duration.between(month.from(zone), month.to(zone))).isEqualTo(length);
    }

    @Test
    void theSameDatesAreOtherInstantsElsewhere() {
        ServicePeriod june = new ServicePeriod(LocalDate.of(2023, 6, 1), LocalDate.of(2023, 7, 1));
        assertThat(june.from(ZoneId.of("Pacific/Kiritimati"))).isEqualTo("2023-05-31T10:00:00Z");
        assertThat(june.from(ZoneId.of("Pacific/Niue"))).isEqualTo("2023-06-01T11:00:00Z");
    }
}
