package dev.countinghouse.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {

    @ParameterizedTest(name = "{0} % of {1} {2} is {3}")
    @CsvSource({
        "15.5, 10.00, USD, 1.55",
        "15.5, 1000, JPY, 155",
        "33.333, 1000, JPY, 333",
        "10, 0.005, BHD, 0.001", // half of the smallest unit
        "10, -0.005, BHD, -0.001",
        "0, 99.99, EUR, 0.00",
        "100, 99.99, EUR, 99.99"
    })
    void ofMoneyIsRoundedOnceToItsMinorUnit(String percent, BigDecimal amount, String code, BigDecimal share) {
        Currency currency = Currency.getInstance(code);
        assertThat(new Percent(new BigDecimal(percent)).of(Money.exact(amount, currency)))
                .isEqualTo(Money.exact(share, currency));
    }

    @Test
    void isExactOfAnExactAmount() {
        Percent rate = new Percent(new BigDecimal("8.875"));
        assertThat(rate.of(new BigDecimal("0.000001"))).isEqualByComparingTo("0.00000008875");
        assertThat(rate.of(Fraction.of(1, 3))).isEqualTo(Fraction.of(8875, 300_000));
        assertThat(rate.factor()).isEqualByComparingTo("0.08875");
    }

    @Test
    void isNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Percent(new BigDecimal("-0.1")));
    }

    /** Bringing an amount to any currency's digits and back loses nothing that the currency can hold. */
    @Property
    void scalingToACurrencysDigitsLosesNoMinorUnit(@ForAll @LongRange(min = -1_000_000_000_000L) long minor) {
        for (String code : new String[] {"JPY", "EUR", "BHD"}) {
            Currency currency = Currency.getInstance(code);
            Money money = new Money(minor, currency);
            assertThat(Money.exact(money.toDecimal(), currency)).isEqualTo(money);
            assertThat(Money.halfUp(money.toDecimal(), currency)).isEqualTo(money);
            assertThat(Money.halfUp(Fraction.of(money.toDecimal()), currency)).isEqualTo(money);
        }
    }

    /** The two ways to the one rounding agree, in every currency. */
    @Property
    void aDecimalAndItsFractionAreRoundedAlike(
            @ForAll @BigRange(min = "-1000000", max = "1000000") @Scale(6) BigDecimal amount) {
        for (String code : new String[] {"JPY", "EUR", "BHD"}) {
            Currency currency = Currency.getInstance(code);
            assertThat(Money.halfUp(Fraction.of(amount), currency)).isEqualTo(Money.halfUp(amount, currency));
        }
    }
}
