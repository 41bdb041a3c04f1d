package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of plans in euros. */
class CurrencyRulesTest {

    private static final ChargePricing ONE = ChargePricing.ofUnit(BigDecimal.ONE);
    private static final ChargePrice PRICE = new ChargePrice(ONE, Map.of(), null, null);

    @ParameterizedTest(name = "fee also in {0}, usage in {1}, commitment in {2}: {3}")
    @CsvSource({
        ", , ,",
        "USD, USD, USD,",
        "USD JPY, JPY USD, USD JPY,",
        "USD, , USD, charges[1].prices.USD required",
        ", USD JPY, JPY USD, charges[0].prices.JPY required/charges[0].prices.USD required",
        "USD, USD, , minimum_commitment.amounts.USD required",
        ", , USD, charges[0].prices.USD required/charges[1].prices.USD required",
        "USD, JPY, USD JPY, charges[0].prices.JPY required/charges[1].prices.USD required",
        "EUR, , , charges[0].prices.EUR duplicate",
        "EUR USD, USD, EUR USD, charges[0].prices.EUR duplicate/minimum_commitment.amounts.EUR duplicate"
    })
    void everythingIsInAllCurrenciesAndInTheOwnOneOnce(
            @Nullable String fee, @Nullable String usage, @Nullable String commitment, @Nullable String errors) {
        MinimumCommitment committed = new MinimumCommitment(BigDecimal.TEN, List.of(), amounts(commitment));
        assertThat(errors(List.of(priced(fee), priced(usage)), committed))
                .isEqualTo(errors == null ? List.of() : List.of(errors.split("/")));
    }

    @ParameterizedTest(name = "charges also in {0}, thresholds in {1}: {2}")
    @CsvSource({
        "USD, USD,",
        "USD JPY, USD, usage_thresholds.currencies.JPY required",
        "USD, JPY, charges[0].prices.JPY required/usage_thresholds.currencies.USD required",
        "USD, EUR USD, usage_thresholds.currencies.EUR duplicate"
    })
    void thresholdsAreInAllCurrenciesAndInTheOwnOneOnce(String charges, String thresholds, @Nullable String errors) {
        Map<String, UsageThresholds.ThresholdAmounts> others = new TreeMap<>();
        split(thresholds)
                .forEach(currency ->
                        others.put(currency, new UsageThresholds.ThresholdAmounts(List.of(BigDecimal.TEN), null)));
        UsageThresholds wanted = new UsageThresholds(List.of(BigDecimal.ONE), null, others);
        assertThat(errors(List.of(priced(charges)), null, wanted))
                .isEqualTo(errors == null ? List.of() : List.of(errors.split("/")));
    }

    @Test
    void aPlanWithoutACommitmentNeedsNoneInAnyCurrency() {
        assertThat(errors(List.of(priced("USD")), null)).isEmpty();
    }

    private static List<String> errors(List<NewCharge> charges, @Nullable MinimumCommitment commitment) {
        return errors(charges, commitment, null);
    }

    private static List<String> errors(
            List<NewCharge> charges, @Nullable MinimumCommitment commitment, @Nullable UsageThresholds thresholds) {
        NewPlan plan = new NewPlan(
                null,
                "team",
                "Team",
                null,
                false,
                "EUR",
                BillingCycle.Unit.MONTH,
                1,
                BillingCycle.Anchor.CALENDAR,
                null,
                commitment,
                thresholds,
                0,
                charges,
                List.of(),
                List.of(),
                null);
        return CurrencyRules.check(plan).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    private static NewCharge priced(@Nullable String currencies) {
        WantedCharge charge = WantedCharge.fee(ONE);
        for (String currency : split(currencies)) {
            charge = charge.price(currency, PRICE);
        }
        return charge.charge();
    }

    private static Map<String, BigDecimal> amounts(@Nullable String currencies) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        split(currencies).forEach(currency -> amounts.put(currency, BigDecimal.ONE));
        return amounts;
    }

    private static List<String> split(@Nullable String words) {
        return words == null ? List.of() : Arrays.asList(words.split(" "));
    }
}
