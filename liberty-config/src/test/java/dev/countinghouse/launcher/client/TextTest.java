package dev.countinghouse.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "39.2250000, 39.225",
        "500, 500",
        "5E+2, 500",
        "0.000, 0",
        "-1.50, -1.5",
        "0.000000000001, 0.000000000001"
    })
    void quantitiesAreExactAndShort(BigDecimal quantity, String written) {
        assertThat(Text.quantity(quantity)).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "1234567.5; 1,234,567.5",
                "29.00; 29.00",
                "0.0800; 0.08",
                "0.0125; 0.0125",
                "500; 500",
                "-4.10; -4.10"
            })
    void amountsKeepTheirDecimals(BigDecimal amount, String written) {
        assertThat(Text.amount(amount)).isEqualTo(written);
    }

    @Test
    void nothingFromOutsideSteersTheTerminal() {
        assertThat(Text.plain("red \u001B[31m\n\u202Eback\u0000")).isEqualTo("red ?[31m ?back?");
        assertThat(Text.plain("caf\u00e9 \u6771\u4eac")).isEqualTo("caf\u00e9 \u6771\u4eac");
    }

    @Test
    void secondsHaveOneDecimal() {
        assertThat(Text.seconds(Duration.ofMillis(83_949))).isEqualTo("83.9 s");
    }
}
