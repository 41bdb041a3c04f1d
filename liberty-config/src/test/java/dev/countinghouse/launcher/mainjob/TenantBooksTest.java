package dev.countinghouse.launcher.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantBooksTest {
    /** Wherever the customer lives, the clock starts before the month in which it sees the event. */
    @ParameterizedTest(name = "an event at {0} starts the clock at {1}")
    @CsvSource({
        "2023-06-06T22:35:25Z, 2023-05-31T00:00:00Z",
        "2023-06-01T11:59:59Z, 2023-04-30T00:00:00Z", // still May at -12:00
        "2023-06-01T12:00:00Z, 2023-05-31T00:00:00Z",
        "2024-03-31T23:00:00Z, 2024-02-29T00:00:00Z"
    })
    void theClockStartsBeforeTheFirstMonth(Instant event, Instant clock) {
        assertThat(TenantBooks.before(event)).isEqualTo(clock);
        for (String zone : new String[] {"Etc/GMT+12", "UTC", "Pacific/Kiritimati"}) {
            Customer customer = new Customer("1", "c", ZoneId.of(zone));
            assertThat(clock).isBefore(customer.startOf(customer.monthOf(event)));
        }
    }

    @ParameterizedTest(name = "the month of {0} ends in {1} at {2}")
    @CsvSource({
        "2024-03-31T16:00:00Z, Asia/Tokyo, 2024-04-30T15:00:00Z",
        "2024-03-31T16:00:00Z, America/New_York, 2024-04-01T04:00:00Z",
        "2024-03-31T20:00:00Z, Asia/Kolkata, 2024-04-30T18:30:00Z"
    })
    void aMonthEndsWhereTheCustomerLives(Instant event, ZoneId zone, Instant end) {
        assertThat(new Customer("1", "c", zone).monthEnd(event)).isEqualTo(end);
    }
}
