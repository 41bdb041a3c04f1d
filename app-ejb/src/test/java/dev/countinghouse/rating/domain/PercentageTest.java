package dev.countinghouse.rating.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.countinghouse.money.Percent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentageTest {

    /** 2.99 % of each, at least 1.75 and at most 12. */
    @ParameterizedTest(name = "fixed {0}, free {1} or {2} transactions: {3} cost {4}")
    @CsvSource({
        "0, 0, 0, 10 80 10000, 1.75 2.392 12",
        "2, 0, 0, 10 80 10000, 2.299 4.392 12",
        "0, 0, 2, 10 80 10000, 0 0 12", // free ones do not pay the minimum
        "0, 30, 0, 10 80 10000, 0 1.794 12",
        "0, 10000, 3, 10 80 10000, 0 0 2.691", // the third is paid for in part
        "0, 10, 0, 10 80, 0 2.392", // wholly free, and the allowance is used up to the cent
        "0, 90, 1, 10 80, 0 2.392", // the transactions ran out before the money
        "0, 10, 5, 10 80, 0 2.392", // the money ran out before the transactions
        "0, 20, 0, 10 80, 0 2.093", // 70 of it
        "2, 20, 0, 10 80, 0 4.093", // what is free in part pays its fee
        "0, 0, 0, 0, 1.75",
        "0, 5, 0, 0 10, 0 1.75",
        "0, 10, 0, 10 0, 0 1.75" // the money ran out: nothing more is free, not even nothing
    })
    void minimumAndMaximumAreOfEachTransactionThatIsNotFree(
            BigDecimal fixed, BigDecimal freeAmount, long free, String transactions, String costs) {
        Percentage price = new Percentage(
                new Percent(new BigDecimal("2.99")),
                fixed,
                freeAmount,
                free,
                new BigDecimal("1.75"),
                new BigDecimal("12"));
        assertThat(price.fees(decimals(transactions)))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(decimals(costs));
        assertThat(price.amountFor(decimals(transactions))).isEqualByComparingTo(sum(decimals(costs)));
    }

    @ParameterizedTest(name = "{0} in {1} transactions cost {2}")
    @CsvSource({"800, 4, 7.2", "400, 3, 0", "399, 3, 0", "401, 3, 0.013", "400, 4, 2", "0, 0, 0"})
    void sumsAreReducedByTheirAllowances(BigDecimal total, long transactions, BigDecimal amount) {
        Percentage price = new Percentage(
                new Percent(new BigDecimal("1.3")), BigDecimal.TWO, new BigDecimal("400"), 3, null, null);
        assertThat(price.amountFor(total, transactions)).isEqualByComparingTo(amount);
    }

    @Test
    void partsOfACentAreKept() {
        assertThat(Percentage.of(new Percent(new BigDecimal("2.9"))).amountFor(new BigDecimal("4"), 1))
                .isEqualByComparingTo("0.116");
    }

    @Test
    void aTransactionsLimitsNeedTheTransactions() {
        Percentage price = limits(BigDecimal.ONE, null);
        assertThatIllegalStateException().isThrownBy(() -> price.amountFor(BigDecimal.TEN, 1));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> limits(BigDecimal.TWO, BigDecimal.ONE));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Percentage(Percent.ZERO, BigDecimal.ZERO, BigDecimal.ONE.negate(), 0, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Percentage(Percent.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, -1, null, null));
        assertThat(limits(BigDecimal.ONE, BigDecimal.ONE).fees(decimals("5 500")))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(BigDecimal.ONE, BigDecimal.ONE);
    }

    /** The fees of a period in advance, transaction by transaction, and its fee in arrears are the same money. */
    @Property
    void feesInAdvanceSumToTheFeeInArrears(
            @ForAll("prices") Percentage price, @ForAll("transactions") List<BigDecimal> transactions) {
        assertThat(sum(price.fees(transactions))).isEqualByComparingTo(price.amountFor(transactions));
        for (int n = 0; n < transactions.size(); n++) {
            BigDecimal increment = price.amountFor(transactions.subList(0, n + 1))
                    .subtract(price.amountFor(transactions.subList(0, n)));
            assertThat(price.fees(transactions).get(n)).isEqualByComparingTo(increment);
        }
    }

    @Property
    void theStepsOfACalculationSumToItsAmount(
            @ForAll("prices") Percentage price, @ForAll("transactions") List<BigDecimal> transactions) {
        Calculation calculation = price.calculation(transactions);
        assertThat(calculation.amount()).isEqualByComparingTo(price.amountFor(transactions));
        assertThat(sum(calculation.steps().stream().map(Calculation::amount).toList()))
                .isEqualByComparingTo(calculation.amount());
    }

    /** Order matters only for what is free. */
    @Property
    void withoutAllowancesTheOrderOfTransactionsDoesNotMatter(
            @ForAll("prices") Percentage any, @ForAll("transactions") List<BigDecimal> transactions) {
        Percentage price = new Percentage(any.rate(), any.fixedFee(), BigDecimal.ZERO, 0, any.least(), any.most());
        List<BigDecimal> reversed = new ArrayList<>(transactions);
        Collections.reverse(reversed);
        assertThat(price.amountFor(reversed)).isEqualByComparingTo(price.amountFor(transactions));
    }

    @Property
    void transactionsAndTheirSumsAgreeWithoutAllowancesAndLimits(
            @ForAll("prices") Percentage any, @ForAll("transactions") List<BigDecimal> transactions) {
        Percentage price = new Percentage(any.rate(), any.fixedFee(), BigDecimal.ZERO, 0, null, null);
        assertThat(price.amountFor(transactions))
                .isEqualByComparingTo(price.amountFor(sum(transactions), transactions.size()));
    }

    private static Percentage limits(@Nullable BigDecimal least, @Nullable BigDecimal most) {
        return new Percentage(new Percent(BigDecimal.TEN), BigDecimal.ZERO, BigDecimal.ZERO, 0, least, most);
    }

    private static List<BigDecimal> decimals(String text) {
        return Arrays.stream(text.split(" ", -1)).map(BigDecimal::new).toList();
    }

    private static BigDecimal sum(List<BigDecimal> numbers) {
        return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Provide
    Arbitrary<List<BigDecimal>> transactions() {
        return Prices.quantities().list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<Percentage> prices() {
        Arbitrary<@Nullable BigDecimal> least =
                Arbitraries.of("0.5", "3").map(BigDecimal::new).injectNull(0.5);
        Arbitrary<@Nullable BigDecimal> most =
                Arbitraries.of("3", "20").map(BigDecimal::new).injectNull(0.5);
        return Combinators.combine(
                        Prices.amounts(),
                        Prices.amounts(),
                        Prices.quantities(),
                        Arbitraries.longs().between(0, 4),
                        least,
                        most)
                .as((rate, fee, freeAmount, free, low, high) ->
                        new Percentage(new Percent(rate), fee, freeAmount, free, low, high))
                .withoutEdgeCases();
    }
}
