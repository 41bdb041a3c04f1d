package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.catalog.Charge.Timing;
import dev.countinghouse.catalog.NewPlan.NewCharge;
import dev.countinghouse.metering.domain.QuantityRounding;
import dev.countinghouse.problem.FieldError;
import dev.countinghouse.rating.domain.Tier;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChargeRulesTest {

    private static final Map<String, MetricView> METRICS = Map.of(
            "builds", Metrics.view("builds", Aggregation.SUM, "region", "zone"),
            "peak", Metrics.view("peak", Aggregation.MAX),
            "seats", Metrics.recurring("seats", Aggregation.SUM, null),
            "members", Metrics.recurring("members", Aggregation.UNIQUE_COUNT, null),
            "rounded",
                    Metrics.recurring("rounded", Aggregation.SUM, new QuantityRounding(QuantityRounding.Mode.CEIL, 0)));
    private static final ChargePricing ONE = ChargePricing.ofUnit(BigDecimal.ONE);
    private static final ChargePricing TIERS =
            ChargePricing.ofTiers(List.of(new Tier(null, BigDecimal.ZERO, BigDecimal.ONE)));
    private static final WantedCharge FEE = WantedCharge.fee(ONE);
    private static final WantedCharge BUILDS = WantedCharge.usage("builds", ONE);

    @Test
    void aFeeAndAUsageChargeAreWellFormed() {
        assertThat(errors(FEE, BUILDS)).isEmpty();
        assertThat(errors(FEE.prorated(true))).isEmpty();
    }

    @Test
    void codesAreUniqueInAPlan() {
        assertThat(errors(FEE, BUILDS, FEE)).containsExactly("charges[2].code duplicate");
    }

    @Test
    void aUsageChargeNamesAMetricOfOurs() {
        assertThat(errors(WantedCharge.usage(null, ONE))).containsExactly("charges[0].metric required");
        assertThat(errors(WantedCharge.usage("minutes", ONE))).containsExactly("charges[0].metric unknown");
    }

    @ParameterizedTest(name = "{1} of {0} in advance: {2}")
    @CsvSource({"builds, STANDARD, true", "peak, STANDARD, false", "builds, VOLUME, false", "builds, STAIR_STEP, false"
    })
    void usageIsChargedInAdvanceWhereEachEventHasAPriceOfItsOwn(String metric, Model model, boolean allowed) {
        ChargePricing pricing = model == Model.STANDARD ? ONE : TIERS;
        List<String> errors =
                errors(WantedCharge.usage(metric, pricing).model(model).timing(Timing.ADVANCE));
        assertThat(errors).isEqualTo(allowed ? List.of() : List.of("charges[0].timing not_allowed"));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"seats, STANDARD", "seats, GRADUATED", "seats, VOLUME"})
    void unitsThatAreCarriedOverAndSummedMayBeProrated(String metric, Model model) {
        ChargePricing pricing = model == Model.STANDARD ? ONE : TIERS;
        assertThat(errors(WantedCharge.usage(metric, pricing).model(model).prorated(true)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource({"builds, STANDARD", "members, STANDARD", "rounded, STANDARD", "seats, STAIR_STEP"})
    void otherUsageIsNeverProrated(String metric, Model model) {
        ChargePricing pricing = model == Model.STANDARD ? ONE : TIERS;
        assertThat(errors(WantedCharge.usage(metric, pricing).model(model).prorated(true)))
                .containsExactly("charges[0].prorated not_allowed");
    }

    @Test
    void aPercentageIsOfASum() {
        ChargePricing rate = Pricings.of("rate", "2");
        assertThat(errors(WantedCharge.usage("builds", rate).model(Model.PERCENTAGE)))
                .isEmpty();
        assertThat(errors(WantedCharge.usage("peak", rate).model(Model.PERCENTAGE)))
                .containsExactly("charges[0].model not_allowed");
    }

    @Test
    void aFeeHasNoMetricAndNothingOfUsage() {
        assertThat(errors(FEE.metric("builds"))).containsExactly("charges[0].metric not_allowed");
        assertThat(errors(FEE.limits("1", "2")))
                .containsExactly("charges[0].minimum_amount not_allowed", "charges[0].maximum_amount not_allowed");
        assertThat(errors(FEE.groupBy("region"))).containsExactly("charges[0].group_by not_allowed");
        assertThat(errors(FEE.filters(filter("eu", "region", "eu")))).containsExactly("charges[0].filters not_allowed");
    }

    @ParameterizedTest
    @EnumSource(names = {"VOLUME", "GRADUATED", "STAIR_STEP"})
    void aFeeOfSeatsMayHaveTiers(Model model) {
        assertThat(errors(WantedCharge.fee(TIERS).model(model).prorated(true))).isEmpty();
    }

    @Test
    void aFeeIsNoPercentage() {
        assertThat(errors(WantedCharge.fee(Pricings.of("rate", "2")).model(Model.PERCENTAGE)))
                .containsExactly("charges[0].model not_allowed");
        assertThat(errors(FEE.model(Model.DYNAMIC)))
                .contains("charges[0].model not_allowed", "charges[0].amount_field required");
    }

    @Test
    void aFixedQuantityIsAboveZeroAndOfAFee() {
        assertThat(errors(FEE.quantity("0.5"))).isEmpty();
        assertThat(errors(FEE.quantity("0"))).containsExactly("charges[0].quantity not_positive");
        assertThat(errors(BUILDS.quantity("1"))).containsExactly("charges[0].quantity not_allowed");
    }

    @Test
    void groupsAreMadeByDifferentGroupKeysOfTheMetric() {
        assertThat(errors(BUILDS.groupBy("zone", "region"))).isEmpty();
        assertThat(errors(BUILDS.groupBy("zone", "branch", "zone")))
                .containsExactly("charges[0].group_by[1] unknown", "charges[0].group_by[2] duplicate");
    }

    @Test
    void filtersHaveDifferentNamesAndValuesAndGroupKeysOfTheMetric() {
        ChargeFilter europe = filter("eu", "region", "eu", "ch");
        assertThat(errors(BUILDS.filters(europe, filter("us", "region", "us")))).isEmpty();
        assertThat(errors(BUILDS.filters(europe, filter("eu", "region", "us"))))
                .containsExactly("charges[0].filters[1].name duplicate");
        assertThat(errors(BUILDS.filters(europe, filter("same", "region", "ch", "eu"))))
                .containsExactly("charges[0].filters[1].values duplicate");
        assertThat(errors(BUILDS.filters(filter("main", "branch", "main"))))
                .containsExactly("charges[0].filters[0].values.branch unknown");
        assertThat(errors(BUILDS.filters(filter("twice", "zone", "a", "a"))))
                .containsExactly("charges[0].filters[0].values.zone[1] duplicate");
        assertThat(errors(BUILDS.filters(new ChargeFilter("all", Map.of(), ONE))))
                .containsExactly("charges[0].filters[0].values required");
    }

    @Test
    void aFilterHasAPriceOfTheChargesModel() {
        assertThat(errors(BUILDS.filters(new ChargeFilter("eu", Map.of("region", List.of("eu")), TIERS))))
                .containsExactly(
                        "charges[0].filters[0].unit_amount required", "charges[0].filters[0].tiers not_allowed");
    }

    @ParameterizedTest(name = "at least {0}, at most {1}")
    @CsvSource({
        "5, 5, ",
        "5.01, 5, charges[0].minimum_amount above_maximum",
        "-1, 5, charges[0].minimum_amount negative",
        ", -1, charges[0].maximum_amount negative"
    })
    void theMinimumIsNotAboveTheMaximum(@Nullable String least, @Nullable String most, @Nullable String error) {
        assertThat(errors(BUILDS.limits(least, most))).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void aPriceInAnotherCurrencyIsOfTheChargesModel() {
        assertThat(errors(FEE.price("USD", price(ONE)), BUILDS.price("USD", price(ONE))))
                .isEmpty();
        assertThat(errors(BUILDS.price("USD", price(TIERS))))
                .containsExactly(
                        "charges[0].prices.USD.unit_amount required", "charges[0].prices.USD.tiers not_allowed");
        assertThat(errors(FEE.price("JPY", price(ChargePricing.ofUnit(new BigDecimal("-1"))))
                        .price("KWD", price(ChargePricing.ofUnit(new BigDecimal("0.0000000000001"))))))
                .containsExactly(
                        "charges[0].prices.JPY.unit_amount negative", "charges[0].prices.KWD.unit_amount too_fine");
    }

    @Test
    void aPriceInAnotherCurrencyHasThePricesOfTheChargesFilters() {
        WantedCharge filtered = BUILDS.filters(filter("eu", "region", "eu"), filter("us west", "region", "us"));
        assertThat(errors(filtered.price("USD", price(ONE, Map.of("eu", ONE, "us west", ONE)))))
                .isEmpty();
        assertThat(errors(filtered.price("USD", price(ONE, Map.of("eu", TIERS, "asia", ONE)))))
                .containsExactly(
                        "charges[0].prices.USD.filters.eu.unit_amount required",
                        "charges[0].prices.USD.filters.eu.tiers not_allowed",
                        "charges[0].prices.USD.filters required",
                        "charges[0].prices.USD.filters.asia unknown");
    }

    @ParameterizedTest(name = "in euros {0} to {1}, in dollars {2} to {3}: {4}")
    @CsvSource({
        "1, , 2, , ",
        ", 5, , 0, ",
        "1, 5, 6, 5, minimum_amount above_maximum",
        "1, , , , minimum_amount required",
        ", 5, , , maximum_amount required",
        ", , 1, , minimum_amount not_allowed",
        "1, , 1, 5, maximum_amount not_allowed",
        "1, , -1, , minimum_amount negative"
    })
    void limitsAreInEveryCurrencyOrInNone(
            @Nullable String least,
            @Nullable String most,
            @Nullable String dollarsLeast,
            @Nullable String dollarsMost,
            @Nullable String error) {
        ChargePrice dollars = new ChargePrice(ONE, Map.of(), number(dollarsLeast), number(dollarsMost));
        assertThat(errors(BUILDS.limits(least, most).price("USD", dollars)))
                .isEqualTo(error == null ? List.of() : List.of("charges[0].prices.USD." + error));
    }

    @Test
    void aCommitmentIsAboveZeroInEveryCurrency() {
        assertThat(errors("10", Map.of("USD", BigDecimal.ONE))).isEmpty();
        assertThat(errors("10", Map.of("USD", BigDecimal.ZERO)))
                .containsExactly("minimum_commitment.amounts.USD not_positive");
        assertThat(errors("0", Map.of("USD", BigDecimal.ONE)))
                .containsExactly("minimum_commitment.amounts not_allowed");
    }

    private static List<String> errors(String amount, Map<String, BigDecimal> amounts) {
        return ChargeRules.check(new MinimumCommitment(new BigDecimal(amount), List.of(), amounts), Set.of()).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }

    private static ChargePrice price(ChargePricing pricing) {
        return price(pricing, Map.of());
    }

    private static ChargePrice price(ChargePricing pricing, Map<String, ChargePricing> filters) {
        return new ChargePrice(pricing, filters, null, null);
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    @Test
    void taxRatesAreOursAndDifferent() {
        assertThat(errors(BUILDS.taxRates("vat", "city"))).isEmpty();
        assertThat(errors(BUILDS.taxRates("vat", "none", "vat")))
                .containsExactly("charges[0].tax_rates[1] unknown", "charges[0].tax_rates[2] duplicate");
    }

    @Test
    void everyErrorIsASentenceForAPersonToo() {
        assertThat(ChargeRules.check(List.of(FEE.charge(), FEE.charge()), Map.of(), Set.of()))
                .containsExactly(
                        new FieldError("charges[1].code", "duplicate", "is used by another charge of the plan"));
    }

    private static ChargeFilter filter(String name, String key, String... values) {
        return new ChargeFilter(name, Map.of(key, List.of(values)), ONE);
    }

    private static List<String> errors(WantedCharge... charges) {
        List<NewCharge> wanted =
                List.of(charges).stream().map(WantedCharge::charge).toList();
        return ChargeRules.check(wanted, METRICS, Set.of("vat", "city")).stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
