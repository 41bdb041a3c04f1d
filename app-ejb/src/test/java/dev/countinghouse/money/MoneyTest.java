package dev.countinghouse.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Currency JPY = Currency.getInstance("JPY");

    @ParameterizedTest(name = "{0} {1} is {2} minor units")
    @CsvSource({
        "10.004999999999, EUR, 1000",
        "10.005, EUR, 1001",
        "-10.004999999999, EUR, -1000",
        "-10.005, EUR, -1001",
        "0.116, EUR, 12",
        "999.499999, JPY, 999",
        "999.5, JPY, 1000",
        "1.2344, BHD, 1234",
        "1.2345, BHD, 1235",
        "0, JPY, 0"
    })
    void halfUpRoundsHalvesAwayFromZeroAtTheCurrencysMinorUnit(BigDecimal amount, String currency, long minor) {
        Money money = Money.rounded(amount, Currency.getInstance(currency), RoundingMode.HALF_UP);
        assertThat(money.minor()).isEqualTo(minor);
    }

    @ParameterizedTest(name = "{0} minor units of {1} are {2}")
    @CsvSource({
        "1230, EUR, 12.30",
        "-5, EUR, -0.05",
        "0, EUR, 0.00",
        "12, JPY, 12",
        "1230, BHD, 1.230",
        "1, KWD, 0.001",
        "9223372036854775807, EUR, 92233720368547758.07"
    })
    void isShownWithExactlyTheDigitsOfItsCurrency(long minor, String currency, String shown) {
        Money money = new Money(minor, Currency.getInstance(currency));
        assertThat(money.toDecimal().toPlainString()).isEqualTo(shown);
        assertThat(money).hasToString(shown + " " + currency);
    }

    @ParameterizedTest(name = "{0} {1} is too fine")
    @CsvSource({"0.001, EUR", "0.5, JPY", "0.0001, BHD"})
    void anExactAmountIsNeverRounded(BigDecimal amount, String currency) {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.exact(amount, Currency.getInstance(currency)));
    }

    @Test
    void trailingZerosDoNotMakeAnAmountTooFine() {
        assertThat(Money.exact(new BigDecimal("12.3000"), EUR)).isEqualTo(new Money(1230, EUR));
        assertThat(Money.exact(new BigDecimal("12.000"), JPY)).isEqualTo(new Money(12, JPY));
    }

    @Test
    void twoCurrenciesNeverMeet() {
        Money euros = new Money(1, EUR);
        Money yen = new Money(1, JPY);
        assertThatExceptionOfType(CurrencyMismatchException.class).isThrownBy(() -> euros.plus(yen));
        assertThatExceptionOfType(CurrencyMismatchException.class).isThrownBy(() -> euros.minus(yen));
        assertThatExceptionOfType(CurrencyMismatchException.class).isThrownBy(() -> euros.compareTo(yen));
        assertThatExceptionOfType(CurrencyMismatchException.class).isThrownBy(() -> Money.sum(List.of(yen), EUR));
    }

    @Test
    void whatDoesNotFitIsRefusedInsteadOfWrappingAround() {
        Money most = new Money(Long.MAX_VALUE, EUR);
        Money least = new Money(Long.MIN_VALUE, EUR);
        Money cent = new Money(1, EUR);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> most.plus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> least.minus(cent));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> Money.rounded(new BigDecimal("92233720368547758.08"), EUR, RoundingMode.HALF_UP));
    }

    @Test
    void aCurrencyWithoutMinorUnitsIsNoMoney() {
        assertThatIllegalArgumentException().isThrownBy(() -> Money.zero(Currency.getInstance("XXX")));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.zero(Currency.getInstance("XAU")));
    }

    @Test
    void nothingSumsToZero() {
        assertThat(Money.sum(List.of(), EUR)).isEqualTo(Money.zero(EUR));
    }

    /** The lines are law: -5.48 + 10.97 = 5.49, though the exact net is 5.48. */
    @Test
    void aSumIsOfTheRoundedAmounts() {
        BigDecimal share = new BigDecimal("17").divide(new BigDecimal("31"), java.math.MathContext.DECIMAL128);
        Money credit = Money.rounded(share.multiply(new BigDecimal("-10")), EUR, RoundingMode.HALF_UP);
        Money charge = Money.rounded(share.multiply(new BigDecimal("20")), EUR, RoundingMode.HALF_UP);
        assertThat(Money.sum(List.of(credit, charge), EUR)).isEqualTo(new Money(549, EUR));
    }

    @Property
    void roundingMovesAnAmountByHalfAMinorUnitAtMost(
            @ForAll @BigRange(min = "-1000000000", max = "1000000000") @Scale(12) BigDecimal amount,
            @ForAll("currencies") Currency currency) {
        BigDecimal moved = Money.rounded(amount, currency, RoundingMode.HALF_UP)
                .toDecimal()
                .subtract(amount)
                .abs();
        BigDecimal half = BigDecimal.valueOf(5, currency.getDefaultFractionDigits() + 1);
        assertThat(moved).isLessThanOrEqualTo(half);
    }

    @Property
    void whatIsShownReadsBackAsTheSameMoney(@ForAll long minor, @ForAll("currencies") Currency currency) {
        Money money = new Money(minor, currency);
        assertThat(Money.exact(money.toDecimal(), currency)).isEqualTo(money);
    }

    @Property
    void minusUndoesPlus(@ForAll int one, @ForAll int other, @ForAll("currencies") Currency currency) {
        Money money = new Money(one, currency);
        Money more = new Money(other, currency);
        assertThat(money.plus(more).minus(more)).isEqualTo(money);
    }

    @Provide
    Arbitrary<Currency> currencies() {
        return Arbitraries.of("EUR", "USD", "JPY", "KRW", "BHD", "KWD").map(Currency::getInstance);
    }
}
