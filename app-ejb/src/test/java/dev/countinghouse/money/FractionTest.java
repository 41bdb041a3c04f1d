package dev.countinghouse.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FractionTest {

    @ParameterizedTest(name = "{0}/{1} to {2} decimals is {3}")
    @CsvSource({
        "1, 8, 2, 0.13", // 0.125
        "-1, 8, 2, -0.13", // half goes away from zero
        "1, 3, 2, 0.33",
        "2, 3, 2, 0.67",
        "12345, 100, -2, 100",
        "150, 1, -2, 200",
        "149, 1, -2, 100",
        "0, 7, 3, 0",
        "1, -2, 0, -1"
    })
    void isRoundedOnce(long numerator, long denominator, int decimals, BigDecimal rounded) {
        assertThat(Fraction.of(numerator, denominator).rounded(decimals, RoundingMode.HALF_UP))
                .isEqualByComparingTo(rounded);
    }

    /** To 34 digits it is a half; it is below one. */
    @Test
    void isRoundedFromItsExactValueHoweverCloseToAHalf() {
        Fraction half = Fraction.of(new BigDecimal("0.005"));
        Fraction sliver = new Fraction(BigInteger.ONE, BigInteger.TEN.pow(50).multiply(BigInteger.valueOf(3)));
        assertThat(half.minus(sliver).rounded(2, RoundingMode.HALF_UP)).isEqualByComparingTo("0.00");
        assertThat(half.minus(sliver).toDecimal()).isEqualByComparingTo("0.005");
        assertThat(half.rounded(2, RoundingMode.HALF_UP)).isEqualByComparingTo("0.01");
    }

    @Test
    void equalNumbersAreEqualObjects() {
        assertThat(Fraction.of(2, 4)).isEqualTo(Fraction.of(-1, -2)).isEqualTo(Fraction.of(new BigDecimal("0.50")));
        assertThat(Fraction.of(0, 5)).isEqualTo(Fraction.ZERO);
        assertThat(Fraction.of(new BigDecimal("1E+2"))).isEqualTo(Fraction.of(100));
        assertThat(Fraction.of(1, -2).signum()).isEqualTo(-1);
        assertThat(Fraction.of(3, 6)).hasToString("1/2");
    }

    @Test
    void nothingIsDividedByZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.of(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Fraction.ONE.dividedBy(Fraction.ZERO));
    }

    @Test
    void numbersHaveAnOrder() {
        assertThat(Fraction.of(1, 3)).isLessThan(Fraction.of(34, 100)).isGreaterThan(Fraction.of(-1, 3));
        assertThat(Fraction.of(1, 3).max(Fraction.ZERO)).isEqualTo(Fraction.of(1, 3));
        assertThat(Fraction.of(-1, 3).max(Fraction.ZERO)).isEqualTo(Fraction.ZERO);
        assertThat(Fraction.of(1, 3).min(Fraction.ONE)).isEqualTo(Fraction.of(1, 3));
    }

    @Property
    void sharesOfAWholeMakeTheWhole(@ForAll("fractions") Fraction whole, @ForAll("fractions") Fraction share) {
        Fraction rest = Fraction.ONE.minus(share);
        assertThat(whole.times(share).plus(whole.times(rest))).isEqualTo(whole);
        assertThat(Fraction.sum(List.of(whole.times(share), whole.times(rest)))).isEqualTo(whole);
    }

    @Property
    void dividingUndoesMultiplying(@ForAll("fractions") Fraction one, @ForAll("fractions") Fraction other) {
        if (other.signum() != 0) {
            assertThat(one.times(other).dividedBy(other)).isEqualTo(one);
        }
    }

    @Property
    void decimalsAreUnchanged(@ForAll("decimals") BigDecimal decimal, @ForAll("decimals") BigDecimal other) {
        assertThat(Fraction.of(decimal).plus(other).toDecimal()).isEqualByComparingTo(decimal.add(other));
        assertThat(Fraction.of(decimal).minus(other).toDecimal()).isEqualByComparingTo(decimal.subtract(other));
        assertThat(Fraction.of(decimal).compareTo(Fraction.of(other))).isEqualTo(decimal.compareTo(other));
    }

    @Provide
    Arbitrary<Fraction> fractions() {
        return Combinators.combine(
                        Arbitraries.longs().between(-1_000_000_000L, 1_000_000_000L),
                        Arbitraries.longs().between(1, 1_000_000))
                .as(Fraction::of);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("-1000000000"), new BigDecimal("1000000000"))
                .ofScale(12);
    }
}
