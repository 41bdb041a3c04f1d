package dev.countinghouse.money;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.json.Json;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest(name = "{0} is shown as {1}")
    @CsvSource({
        "20.000000, 20",
        "0.0800, 0.08",
        "1E+3, 1000",
        "1E-12, 0.000000000001",
        "0E-12, 0",
        "0E+5, 0",
        "-5.10, -5.1",
        "123456789012345.123456789012, 123456789012345.123456789012"
    })
    void decimalsAreShownWithoutTrailingZerosAndWithoutAPowerOfTen(BigDecimal value, String shown) {
        assertThat(Decimals.plain(value).toPlainString()).isEqualTo(shown);
        assertThat(Decimals.plain(value).scale()).isNotNegative();
    }

    @ParameterizedTest(name = "{0} minor units of {1} go out as {2}")
    @CsvSource({"1230, EUR, 12.30", "12, JPY, 12", "1230, BHD, 1.230", "0, EUR, 0.00"})
    void moneyGoesOutAsADecimalStringWithItsCurrency(long minor, String currency, String amount) {
        MoneyView view = MoneyView.of(new Money(minor, Currency.getInstance(currency)));
        assertThat(Json.write(view)).isEqualTo("{\"amount\":\"%s\",\"currency\":\"%s\"}".formatted(amount, currency));
    }
}
