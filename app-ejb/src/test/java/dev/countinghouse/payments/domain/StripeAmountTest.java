package dev.countinghouse.payments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripeAmountTest {

    /** JPY has no cents; ISK and UGX have none either, but Stripe counts them in hundredths; MGA has some, but Stripe counts whole ones. */
    @ParameterizedTest
    @CsvSource({
        "12.34,EUR,1234",
        "500,JPY,500",
        "5,ISK,500",
        "5,UGX,500",
        "7.00,MGA,7",
        "1.230,KWD,1230",
        "0.01,USD,1",
        "3,KRW,3"
    })
    void amountsAreCountedAsStripeCountsThem(String amount, String currency, long counted) {
        assertThat(StripeAmount.of(money(amount, currency))).contains(counted);
        assertThat(StripeAmount.money(counted, Currency.getInstance(currency))).contains(money(amount, currency));
    }

    @Test
    void whatIsNoWholeNumberOfMinorUnitsIsNoAmount() {
        assertThat(StripeAmount.money(501, Currency.getInstance("ISK"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.234,KWD", "7.20,MGA", "1.000,IQD", "1.230,LYD"})
    void aRemainderIsNeverRoundedAway(String amount, String currency) {
        assertThat(StripeAmount.of(money(amount, currency))).isEmpty();
    }

    private static Money money(String amount, String currency) {
        return Money.exact(new BigDecimal(amount), Currency.getInstance(currency));
    }
}
