package dev.countinghouse.invoicing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.invoicing.domain.Coupon.Discount;
import dev.countinghouse.invoicing.domain.Coupon.Scope;
import dev.countinghouse.money.Money;
import dev.countinghouse.money.Percent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CouponDiscountsTest {

    private static final Currency EUR = Currency.getInstance("EUR");

    @ParameterizedTest(name = "{0} off {1}: {2}")
    @CsvSource({
        "1000, 10000 5000 3000 2000, 500 250 150 100",
        "100, 1 1 1, 1 1 1", // never more than there is
        "2, 1 1 1, 1 1 0",
        "500, 1097 -548, 500 0", // off the positive lines only
        "600, 1097 -548, 549 0", // credits among the lines make less of them
        "10, -5, 0",
        "10, 0, 0",
        "0, 100, 0"
    })
    void anAmountIsSpreadOverItsLines(long amount, String lines, String discounts) {
        Coupon coupon = amount(Scope.GENERAL, 1, amount);
        assertThat(CouponDiscounts.of(euros(lines), List.of(coupon), EUR).lines())
                .isEqualTo(euros(discounts));
    }

    @Test
    void couponsGoOneAfterTheOtherAndTheLastTakesWhatIsLeft() {
        List<Coupon> coupons = List.of(amount(Scope.GENERAL, 2, 11_000), amount(Scope.GENERAL, 1, 1_000));
        CouponDiscounts discounts = CouponDiscounts.of(euros("10000"), coupons, EUR);
        assertThat(discounts.coupons()).containsExactly(euro(9_000), euro(1_000));
        assertThat(discounts.total()).isEqualTo(euro(10_000));
    }

    @Test
    void whatIsLimitedMostGoesFirst() {
        List<Coupon> coupons = List.of(
                rate(Scope.GENERAL, 1, "10", Set.of()),
                rate(Scope.PLAN, 2, "50", Set.of(0, 1)),
                new Coupon(Scope.METRIC, at(3), new Discount.Amount(euro(40)), Set.of(1)));
        CouponDiscounts discounts = CouponDiscounts.of(euros("100 100 100"), coupons, EUR);
        // 40 off the second, half of 100 + 60, then a tenth of 50 + 30 + 100
        assertThat(discounts.coupons()).containsExactly(euro(18), euro(80), euro(40));
        assertThat(discounts.lines()).containsExactly(euro(55), euro(73), euro(10));
    }

    @Test
    void aRateIsOfWhatIsLeftAndAtMostAllOfIt() {
        List<Coupon> coupons = List.of(rate(Scope.GENERAL, 1, "50", Set.of()), rate(Scope.GENERAL, 2, "150", Set.of()));
        assertThat(CouponDiscounts.of(euros("99"), coupons, EUR).coupons()).containsExactly(euro(50), euro(49));
    }

    @Test
    void aCouponIsNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> amount(Scope.GENERAL, 1, -1));
    }

    @Property
    void noCouponMakesALineOrAnInvoiceNegative(
            @ForAll("lines") List<Money> lines, @ForAll("coupons") List<Coupon> coupons) {
        CouponDiscounts discounts = CouponDiscounts.of(lines, coupons, EUR);
        assertThat(Money.sum(discounts.lines(), EUR)).isEqualTo(discounts.total());
        assertThat(Money.sum(discounts.coupons(), EUR)).isEqualTo(discounts.total());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(discounts.lines().get(i)).isBetween(euro(0), lines.get(i).orZero());
        }
        Money net = Money.sum(lines, EUR);
        assertThat(net.minus(discounts.total())).isGreaterThanOrEqualTo(net.min(euro(0)));
    }

    /** Whatever order coupons are read in: their turn is theirs. */
    @Property
    void theTurnOfCouponsIsTheirs(
            @ForAll("lines") List<Money> lines, @ForAll("coupons") List<Coupon> coupons, @ForAll long seed) {
        List<Coupon> shuffled = new ArrayList<>(coupons);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(CouponDiscounts.of(lines, shuffled, EUR).lines())
                .isEqualTo(CouponDiscounts.of(lines, coupons, EUR).lines());
    }

    private static Coupon amount(Scope scope, long second, long cents) {
        return new Coupon(scope, at(second), new Discount.Amount(euro(cents)), Set.of());
    }

    private static Coupon rate(Scope scope, long second, String percent, Set<Integer> lines) {
        return new Coupon(scope, at(second), new Discount.Rate(new Percent(new BigDecimal(percent))), lines);
    }

    private static Instant at(long second) {
        return Instant.EPOCH.plusSeconds(second);
    }

    private static Money euro(long cents) {
        return new Money(cents, EUR);
    }

    private static List<Money> euros(String cents) {
        return Arrays.stream(cents.split(" ", -1))
                .map(amount -> euro(Long.parseLong(amount)))
                .toList();
    }

    @Provide
    Arbitrary<List<Money>> lines() {
        return Arbitraries.longs()
                .between(-5_000, 10_000)
                .map(CouponDiscountsTest::euro)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Coupon>> coupons() {
        Arbitrary<Discount> amounts =
                Arbitraries.longs().between(0, 10_000).map(cents -> new Discount.Amount(euro(cents)));
        Arbitrary<Discount> rates = Arbitraries.integers()
                .between(0, 120)
                .map(of -> new Discount.Rate(new Percent(BigDecimal.valueOf(of))));
        return Combinators.combine(
                        Arbitraries.of(Scope.class),
                        Arbitraries.longs().between(0, 1_000_000),
                        Arbitraries.oneOf(amounts, rates),
                        Arbitraries.integers().between(0, 5).set().ofMaxSize(2))
                .as((scope, second, discount, of) -> new Coupon(scope, at(second), discount, of))
                .list()
                .uniqueElements(Coupon::appliedAt)
                .ofMaxSize(4);
    }
}
