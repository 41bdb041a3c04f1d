package dev.countinghouse.web.invoicing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.web.api.PaidAmount;
import dev.countinghouse.web.api.Requests;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentRequestsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"amount\":\"12.30\",\"currency\":\"EUR\"} | ",
                "{\"amount\":\"0\",\"currency\":\"EUR\"} | amount.amount positive",
                "{\"amount\":\"-1\",\"currency\":\"EUR\"} | amount.amount positive",
                "{\"amount\":\"1.2345\",\"currency\":\"EUR\"} | amount.amount digits",
                "{\"amount\":\"12.30\",\"currency\":\"eur\"} | amount.currency currency_code",
                "{\"amount\":\"12.30\"} | amount.currency not_null",
                "\"12.30\" | amount malformed",
                "null | amount not_null"
            })
    void aPaymentIsMoney(String amount, @Nullable String error) {
        String body = "{\"reference\":\"bank 1\",\"amount\":" + amount + "}";
        assertThat(Requests.errors(new InvoicesResource(), "pay", body))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest(name = "{0} {1} are {2} minor units")
    @CsvSource({"12.30, EUR, 1230", "12, JPY, 12", "12.345, BHD, 12345", "12.3000, EUR, 1230"})
    void anAmountIsOfWholeMinorUnits(BigDecimal amount, String currency, long minor) {
        assertThat(new PaidAmount(amount, currency).toMoney())
                .isEqualTo(new Money(minor, Currency.getInstance(currency)));
    }

    @ParameterizedTest
    @CsvSource({"12.305, EUR", "0.5, JPY"})
    void aFractionOfAMinorUnitIsRefused(BigDecimal amount, String currency) {
        assertThatExceptionOfType(BillingException.class)
                .isThrownBy(() -> new PaidAmount(amount, currency).toMoney())
                .satisfies(refused -> assertThat(refused.errors())
                        .singleElement()
                        .satisfies(error -> assertThat(error.code()).isEqualTo("too_fine")));
    }
}
