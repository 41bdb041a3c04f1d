package dev.countinghouse.subscription.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.time.ServicePeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GracePeriodTest {

    /** Chile skips the first hour of 8 September 2024, Berlin turns its clocks on 31 March. */
    @ParameterizedTest
    @CsvSource({
        "0,  UTC,              2024-02-01T00:00:00Z, 2024-02-01T00:00:00Z",
        "1,  UTC,              2024-02-01T00:00:00Z, 2024-02-02T00:00:00Z",
        "30, UTC,              2024-02-01T00:00:00Z, 2024-03-02T00:00:00Z",
        "5,  Europe/Berlin,    2024-03-27T23:00:00Z, 2024-04-01T22:00:00Z",
        "5,  America/New_York, 2024-02-01T05:00:00Z, 2024-02-06T05:00:00Z",
        "7,  America/Santiago, 2024-09-01T04:00:00Z, 2024-09-08T04:00:00Z",
        "8,  America/Santiago, 2024-09-01T04:00:00Z, 2024-09-09T03:00:00Z",
    })
    void anInvoiceIsFinalizedWhenSoManyDaysOfItsZoneHaveGoneBy(int days, String zone, Instant boundary, Instant end) {
        assertThat(new GracePeriod(days).end(boundary, JANUARY, ZoneId.of(zone)))
                .isEqualTo(end);
    }

    private static final ServicePeriod JANUARY = new ServicePeriod(LocalDate.of(2024, 1, 1), LocalDate.of(2024, 2, 1));

    @Test
    void whereNoPeriodEndedNothingCanComeLate() {
        Instant boundary = Instant.parse("2024-02-01T00:00:00Z");
        ServicePeriod none = JANUARY.before(JANUARY.start());
        assertThat(new GracePeriod(10).end(boundary, null, ZoneId.of("UTC"))).isEqualTo(boundary);
        assertThat(new GracePeriod(10).end(boundary, none, ZoneId.of("UTC"))).isEqualTo(boundary);
    }

    @Test
    void thereIsNoLessThanNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GracePeriod(-1));
    }
}
