package dev.countinghouse.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecognitionRunTest {

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource({
        "2025-02-01T11:59:59Z, 2025-01-30",
        "2025-02-01T12:00:00Z, 2025-01-31",
        "2025-02-02T11:59:59Z, 2025-01-31",
        "2024-03-01T12:00:00Z, 2024-02-29"
    })
    void aDayIsRecognisedWhenItIsOverInEveryTimeZone(Instant now, LocalDate day) {
        assertThat(Recognition.lastDayBy(now)).isEqualTo(day);
        assertThat(Recognition.dueAt(day)).isBeforeOrEqualTo(now);
        assertThat(Recognition.dueAt(day.plusDays(1))).isAfter(now);
    }
}
