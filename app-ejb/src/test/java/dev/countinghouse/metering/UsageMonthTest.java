package dev.countinghouse.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageMonthTest {

    @ParameterizedTest
    @CsvSource({
        "2026-03-01T00:00:00Z, UTC, 2026-03-01T00:00:00Z, 2026-04-01T00:00:00Z",
        "2026-02-28T23:59:59Z, UTC, 2026-02-01T00:00:00Z, 2026-03-01T00:00:00Z",
        "2026-02-28T23:00:00Z, Europe/Berlin, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z", // summer time begins in it
        "2026-03-01T04:59:59Z, America/New_York, 2026-02-01T05:00:00Z, 2026-03-01T05:00:00Z"
    })
    void aMonthBeginsAndEndsWhereTheCustomerIs(Instant at, String zone, Instant from, Instant to) {
        UsageMonth month = UsageMonth.at(UUID.randomUUID(), UUID.randomUUID(), at, ZoneId.of(zone));
        assertThat(month.from()).isEqualTo(from);
        assertThat(month.to()).isEqualTo(to);
    }
}
