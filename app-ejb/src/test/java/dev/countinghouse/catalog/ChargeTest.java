package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countinghouse.json.Json;
import dev.countinghouse.time.BillingCycle;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChargeTest {

    private static final UUID ID = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID METRIC = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final Charge FEE = new Charge(
            ID,
            "fee",
            "Monthly fee",
            Charge.Kind.RECURRING,
            Charge.Timing.ADVANCE,
            Charge.Model.STANDARD,
            null,
            null,
            true,
            null,
            ChargePricing.ofUnit(new BigDecimal("29.000000000001")),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            true,
            Map.of());
    private static final Charge BUILDS = new Charge(
            ID,
            "builds",
            "Build minutes",
            Charge.Kind.USAGE,
            Charge.Timing.ARREARS,
            Charge.Model.GRADUATED,
            "builds",
            METRIC,
            false,
            null,
            Pricings.tiers("50:0.08:0 *:0.05:1.50"),
            List.of("zone"),
            List.of(new ChargeFilter("eu", Map.of("region", List.of("eu", "ch")), Pricings.tiers("*:0.01:0"))),
            new BigDecimal("1"),
            new BigDecimal("9"),
            List.of("vat"),
            false,
            Map.of(
                    "USD",
                    new ChargePrice(
                            Pricings.tiers("50:0.09:0 *:0.06:1.75"),
                            Map.of("eu", Pricings.tiers("*:0.02:0")),
                            new BigDecimal("1.10"),
                            new BigDecimal("9.90"))));

    @Test
    void aPublishedChargeReadsBackAsItWas() {
        String stored = Json.write(List.of(FEE, BUILDS), TiersJson.Stored.class);
        assertThat(Json.read(stored, new TypeReference<List<Charge>>() {})).containsExactly(FEE, BUILDS);
    }

    @Test
    void aChargeShowsEveryFieldAndPricesAsStrings() {
        assertThat(Json.write(FEE))
                .contains("\"unit_amount\":\"29.000000000001\"")
                .contains("\"metric\":null")
                .contains("\"tiers\":null")
                .contains("\"kind\":\"recurring\"");
    }

    @Test
    void whereATierStartsIsShownAndNotStored() {
        String tiers = "\"tiers\":[{%s\"up_to\":\"50\",\"unit_amount\":\"0.08\",\"flat_amount\":\"0\"},"
                + "{%s\"up_to\":null,\"unit_amount\":\"0.05\",\"flat_amount\":\"1.50\"}]";
        assertThat(Json.write(BUILDS)).contains(tiers.formatted("\"from\":\"0\",", "\"from\":\"50\","));
        assertThat(Json.write(BUILDS, TiersJson.Stored.class))
                .contains(tiers.formatted("", ""))
                .contains("\"tiers\":[{\"up_to\":null,\"unit_amount\":\"0.01\",\"flat_amount\":\"0\"}]");
        assertThat(String.valueOf(BUILDS.fields().get("tiers"))).contains("from=50");
    }

    @Test
    void fieldsThatItDoesNotHaveAreNoFieldsAlsoInAnotherCurrency() {
        assertThat(BUILDS.fields())
                .containsKeys("code", "prices")
                .doesNotContainKeys("id", "metric_id", "unit_amount", "quantity");
        assertThat(String.valueOf(BUILDS.fields().get("prices")))
                .contains("tiers")
                .doesNotContain("unit_amount=null");
        assertThat(Json.write(BUILDS)).contains("\"prices\":{\"USD\":{\"");
    }

    @Test
    void itsPriceFollowsItsModel() {
        assertThat(FEE.price().amountFor(BigDecimal.TWO)).isEqualByComparingTo("58.000000000002");
        assertThat(BUILDS.price().amountFor(new BigDecimal("51"))).isEqualByComparingTo("5.55");
    }

    @Test
    void aChargeThatWasStoredBeforeThereWereMoreFieldsHasTheirDefaults() {
        Charge old = Json.read("""
                {"id": "01980000-0000-7000-8000-000000000001", "code": "builds", "name": "Builds", "kind": "usage",
                 "timing": "arrears", "model": "graduated", "metric": "builds",
                 "metric_id": "01980000-0000-7000-8000-000000000002", "prorated": false, "unit_amount": null,
                 "tiers": [{"up_to": null, "unit_amount": "0.05", "flat_amount": "1"}]}""", new TypeReference<>() {});
        assertThat(old.invoiceable()).isTrue();
        assertThat(old.filters()).isEmpty();
        assertThat(old.groupBy()).isEmpty();
        assertThat(old.taxRates()).isEmpty();
        assertThat(old.prices()).isEmpty();
        assertThat(old.minimumAmount()).isNull();
        assertThat(old.price().amountFor(BigDecimal.ZERO)).isEqualByComparingTo("1");
    }

    static Stream<Arguments> prices() {
        return Stream.of(
                Arguments.of(Charge.Model.STANDARD, Pricings.of("unit_amount", "2"), "7", "14"),
                Arguments.of(Charge.Model.PACKAGE, Pricings.of("package_size", "5", "package_amount", "3"), "11", "9"),
                Arguments.of(
                        Charge.Model.PACKAGE,
                        Pricings.of("package_size", "5", "package_amount", "3", "free_units", "1"),
                        "11",
                        "6"),
                Arguments.of(Charge.Model.GRADUATED, Pricings.tiers("10:1:0 *:0.5:2"), "12", "13"),
                Arguments.of(Charge.Model.VOLUME, Pricings.tiers("10:1:0 *:0.5:2"), "12", "8"),
                Arguments.of(Charge.Model.STAIR_STEP, Pricings.tiers("10:0:5 *:0:8"), "12", "8"),
                Arguments.of(Charge.Model.GRADUATED_PERCENTAGE, Pricings.tiers("100:3:0 *:2:0"), "200", "5"));
    }

    @ParameterizedTest(name = "{2} units of {0} {1} cost {3}")
    @MethodSource("prices")
    void eachModelOfQuantitiesHasItsPrice(
            Charge.Model model, ChargePricing pricing, BigDecimal units, BigDecimal amount) {
        assertThat(pricing.rule(model))
                .isInstanceOfSatisfying(
                        ChargeRule.ByQuantity.class,
                        rule -> assertThat(rule.price().amountFor(units)).isEqualByComparingTo(amount));
    }

    @Test
    void theFirstTiersFlatAmountCanBeLeftOutWithoutUsage() {
        ChargePricing pricing =
                Pricings.of("tiers", List.of(Map.of("unit_amount", "1", "flat_amount", "5")), "flat_at_zero", false);
        assertThat(((ChargeRule.ByQuantity) pricing.rule(Charge.Model.GRADUATED))
                        .price()
                        .amountFor(BigDecimal.ZERO))
                .isZero();
    }

    @Test
    void aPercentageIsOfTransactionsAndADynamicChargeOfTheirAmounts() {
        ChargePricing percentage = Pricings.of("rate", "10", "fixed_fee", "1", "transaction_maximum", "4");
        assertThat(percentage.rule(Charge.Model.PERCENTAGE))
                .isInstanceOfSatisfying(
                        ChargeRule.ByTransactions.class,
                        rule -> assertThat(
                                        rule.percentage().amountFor(List.of(BigDecimal.TEN, BigDecimal.valueOf(100))))
                                .isEqualByComparingTo("6"));
        assertThat(Pricings.of("amount_field", "cost").rule(Charge.Model.DYNAMIC))
                .isEqualTo(new ChargeRule.ByAmounts("cost"));
    }

    @Test
    void aFilterHasItsOwnPriceAndHoldsItsEvents() {
        ChargeFilter europe = BUILDS.filters().getFirst();
        assertThat(BUILDS.rule(europe)).isEqualTo(europe.pricing().rule(Charge.Model.GRADUATED));
        assertThat(europe.events().holds(Map.of("region", "ch"))).isTrue();
        assertThat(europe.events().holds(Map.of("region", "us"))).isFalse();
    }

    @Test
    void termsKnowTheirPeriodsAndTheirChargesByKind() {
        PlanTerms terms = new PlanTerms(
                ID,
                1,
                "team",
                "Team",
                "EUR",
                BillingCycle.Unit.MONTH,
                3,
                BillingCycle.Anchor.ANNIVERSARY,
                List.of(FEE, BUILDS),
                null,
                Map.of(),
                null,
                null,
                0,
                List.of(),
                null);
        assertThat(terms.charges(Charge.Kind.USAGE)).containsExactly(BUILDS);
        assertThat(terms.metrics()).containsExactly(METRIC);
        assertThat(terms.recurringFee(0, 3)).isEqualTo("87.00");
        assertThat(terms.charges(Charge.Kind.RECURRING)).containsExactly(FEE);
        assertThat(terms.cycle(LocalDate.of(2023, 6, 15)).period(0).end()).isEqualTo("2023-09-15");
    }
}
