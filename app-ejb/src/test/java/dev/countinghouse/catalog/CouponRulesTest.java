package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.money.Money;
import dev.countinghouse.problem.FieldError;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CouponRulesTest {
    private static final Money FIVE = new Money(500, Currency.getInstance("EUR"));

    private static List<String> wrong(CouponTerms terms) {
        return CouponRules.check(terms, Set.of("team"), Set.of("builds")).stream()
                .map(FieldError::field)
                .toList();
    }

    private static CouponTerms amount(
            @Nullable Money amount, CouponTerms.Duration duration, @Nullable Integer periods) {
        return new CouponTerms(CouponTerms.Discount.AMOUNT, amount, null, duration, periods, List.of(), List.of());
    }

    private static CouponTerms share(@Nullable BigDecimal percent, List<String> plans, List<String> metrics) {
        return new CouponTerms(
                CouponTerms.Discount.PERCENT, null, percent, CouponTerms.Duration.FOREVER, null, plans, metrics);
    }

    @Test
    void whatMakesSenseIsTaken() {
        assertThat(wrong(amount(FIVE, CouponTerms.Duration.ONCE, null))).isEmpty();
        assertThat(wrong(amount(FIVE, CouponTerms.Duration.REPEATED, 3))).isEmpty();
        assertThat(wrong(share(BigDecimal.TEN, List.of("team"), List.of()))).isEmpty();
        assertThat(wrong(share(BigDecimal.TEN, List.of(), List.of("builds")))).isEmpty();
    }

    @Test
    void anAmountIsPositiveAndNoPercentage() {
        assertThat(wrong(amount(FIVE.minus(FIVE), CouponTerms.Duration.ONCE, null)))
                .containsExactly("amount.amount");
        assertThat(wrong(new CouponTerms(
                        CouponTerms.Discount.AMOUNT,
                        null,
                        BigDecimal.ONE,
                        CouponTerms.Duration.ONCE,
                        null,
                        List.of(),
                        List.of())))
                .containsExactly("amount", "percent");
    }

    @Test
    void onlyARepeatedCouponHasPeriods() {
        assertThat(wrong(amount(FIVE, CouponTerms.Duration.REPEATED, null))).containsExactly("periods");
        assertThat(wrong(amount(FIVE, CouponTerms.Duration.FOREVER, 3))).containsExactly("periods");
    }

    @Test
    void aCouponIsLimitedToPlansOrToMetricsThatAreThere() {
        assertThat(wrong(share(BigDecimal.TEN, List.of("team", "none", "team"), List.of())))
                .containsExactly("plans[1]", "plans[2]");
        assertThat(wrong(share(BigDecimal.TEN, List.of("team"), List.of("builds"))))
                .containsExactly("metrics");
    }
}
