package dev.countinghouse.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopUpIntervalTest {

    @ParameterizedTest(name = "each {0} from {1} on, after {2}: {3}")
    @CsvSource({
        "MONTH,   2024-01-31, 2024-02-01, 2024-02-29 2024-03-31 2024-04-30 2024-05-31",
        "MONTH,   2024-01-31, 2023-12-01, 2024-01-31 2024-02-29 2024-03-31",
        "MONTH,   2024-01-31, 2024-01-31, 2024-02-29 2024-03-31",
        "QUARTER, 2023-11-30, 2023-12-01, 2024-02-29 2024-05-30 2024-08-30",
        "YEAR,    2024-02-29, 2024-03-01, 2025-02-28 2026-02-28 2027-02-28 2028-02-29",
        "WEEK,    2024-02-26, 2024-02-27, 2024-03-04 2024-03-11",
    })
    void itsDaysComeOneAfterTheOtherWithoutDrift(
            TopUpInterval interval, LocalDate starts, LocalDate after, String days) {
        List<LocalDate> expected =
                Stream.of(days.split(" ")).map(LocalDate::parse).toList();
        assertThat(Stream.iterate(interval.dayAfter(starts, after), day -> interval.dayAfter(starts, day))
                        .limit(expected.size()))
                .isEqualTo(expected);
    }
}
