package dev.countinghouse.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalyTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest(name = "{1} after {0}: {2}")
    @CsvSource({
        "1000, 1000, ",
        "1000, 2000, ",
        "1000, 2001, MORE_THAN_DOUBLE",
        "1000, 1, ",
        "1000, 0, ZERO",
        "1000, -1, ZERO",
        "1000, , MISSING",
        "0, , MISSING",
        "0, 0, ",
        "0, 5000, ",
        "-100, 5000, "
    })
    void aBoundaryIsComparedWithTheOneBefore(long before, @Nullable Long now, @Nullable Anomaly anomaly) {
        assertThat(Anomaly.of(new Money(before, EUR), now == null ? null : new Money(now, EUR))
                        .orElse(null))
                .isEqualTo(anomaly);
    }
}
