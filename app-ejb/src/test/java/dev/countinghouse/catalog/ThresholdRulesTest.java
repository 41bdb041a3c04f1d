package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.catalog.UsageThresholds.ThresholdAmounts;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of plans in euros. */
class ThresholdRulesTest {

    private static final ChargePricing ONE = ChargePricing.ofUnit(BigDecimal.ONE);
    private static final NewCharge USAGE = WantedCharge.usage("builds", ONE).charge();

    @ParameterizedTest(name = "{0} and each further {1}: {2}")
    @CsvSource({
        "100, ,",
        "0.01 0.02, 0.01,",
        "100.00 250.5 1000, 500,",
        "1 2 3 4 5 6 7 8 9 10, ,",
        "1 2 3 4 5 6 7 8 9 10 11, , amounts too_many",
        "100 100.00, , amounts[1] not_rising",
        "100 90 95, , amounts[1] not_rising",
        "300 200 100, , amounts[1] not_rising/amounts[2] not_rising",
        "0, , amounts[0] not_positive",
        "-5 10, , amounts[0] not_positive",
        "0.001, , amounts[0] too_fine",
        "100.000, ,",
        "100, 0, recurring not_positive",
        "100, -1, recurring not_positive",
        "100, 0.005, recurring too_fine",
        ", 100, amounts required"
    })
    void amountsRiseFromAboveZero(@Nullable String amounts, @Nullable String recurring, @Nullable String wrong) {
        List<String> expected = wrong == null ? List.of() : List.of(wrong.split("/"));
        UsageThresholds own = new UsageThresholds(numbers(amounts), number(recurring), Map.of());
        assertThat(errors(own, USAGE))
                .isEqualTo(
                        expected.stream().map(one -> "usage_thresholds." + one).toList());
        UsageThresholds further = new UsageThresholds(
                List.of(BigDecimal.ONE),
                null,
                Map.of("USD", new ThresholdAmounts(numbers(amounts), number(recurring))));
        assertThat(errors(further, USAGE))
                .isEqualTo(expected.stream()
                        .map(one -> "usage_thresholds.currencies.USD." + one)
                        .toList());
    }

    @Test
    void anAmountIsExactInItsCurrency() {
        List<BigDecimal> amounts = numbers("10.25");
        UsageThresholds wanted = new UsageThresholds(
                amounts,
                null,
                Map.of("JPY", new ThresholdAmounts(amounts, null), "KWD", new ThresholdAmounts(amounts, null)));
        assertThat(errors(wanted, USAGE)).containsExactly("usage_thresholds.currencies.JPY.amounts[0] too_fine");
    }

    @Test
    void usageInAdvanceWaitsForNoThreshold() {
        NewCharge fee = WantedCharge.fee(ONE).charge();
        NewCharge inAdvance =
                WantedCharge.usage("calls", ONE).timing(Charge.Timing.ADVANCE).charge();
        UsageThresholds wanted = new UsageThresholds(numbers("100"), null, Map.of());
        assertThat(errors(wanted, fee, USAGE, inAdvance)).containsExactly("charges[2].timing not_allowed");
        assertThat(errors(null, fee, USAGE, inAdvance)).isEmpty();
    }

    @Test
    void thresholdsWithoutAmountsAreNone() {
        UsageThresholds none = new UsageThresholds(List.of(), null, Map.of());
        assertThat(UsageThresholds.orNone(none)).isNull();
        assertThat(errors(
                        none,
                        WantedCharge.usage("calls", ONE)
                                .timing(Charge.Timing.ADVANCE)
                                .charge()))
                .isEmpty();
    }

    private static List<BigDecimal> numbers(@Nullable String words) {
        return words == null
                ? List.of()
                : Arrays.stream(words.split(" ")).map(BigDecimal::new).toList();
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static List<String> errors(@Nullable UsageThresholds thresholds, NewCharge... charges) {
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
                null,
                thresholds,
                0,
                List.of(charges),
                List.of(),
                List.of(),
                null);
        return ThresholdRules.check(plan).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
