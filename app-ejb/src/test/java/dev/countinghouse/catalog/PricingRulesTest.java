package dev.countinghouse.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.catalog.Charge.Model;
import dev.countinghouse.problem.FieldError;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PricingRulesTest {

    static Stream<Arguments> prices() {
        return Stream.of(
                price(Model.STANDARD, Pricings.of("unit_amount", "0.000000000001")),
                price(Model.STANDARD, Pricings.of(), "unit_amount required"),
                price(Model.STANDARD, Pricings.of("unit_amount", "-1"), "unit_amount negative"),
                price(Model.STANDARD, Pricings.of("unit_amount", "0.0000000000001"), "unit_amount too_fine"),
                price(Model.STANDARD, Pricings.of("unit_amount", "1.0000000000000")),
                price(Model.STANDARD, Pricings.of("unit_amount", "1234567890123456"), "unit_amount too_large"),
                price(Model.STANDARD, Pricings.of("unit_amount", "1", "rate", "2"), "rate not_allowed"),
                price(
                        Model.STANDARD,
                        Pricings.of("unit_amount", "1", "flat_at_zero", true),
                        "flat_at_zero not_allowed"),
                price(Model.PACKAGE, Pricings.of("package_size", "100", "package_amount", "5", "free_units", "10")),
                price(Model.PACKAGE, Pricings.of(), "package_size required", "package_amount required"),
                price(
                        Model.PACKAGE,
                        Pricings.of("package_size", "0", "package_amount", "5"),
                        "package_size not_positive"));
    }

    static Stream<Arguments> morePrices() {
        return Stream.of(
                price(Model.PERCENTAGE, Pricings.of("rate", "2.9", "fixed_fee", "0.3", "free_transactions", 3)),
                price(Model.PERCENTAGE, Pricings.of("fixed_fee", "1"), "rate required"),
                price(Model.PERCENTAGE, Pricings.of("rate", "100")),
                price(Model.PERCENTAGE, Pricings.of("rate", "100.01"), "rate out_of_range"),
                price(Model.PERCENTAGE, Pricings.of("rate", "0.12345678901"), "rate too_fine"),
                price(
                        Model.PERCENTAGE,
                        Pricings.of("rate", "1", "free_transactions", -1),
                        "free_transactions negative"),
                price(
                        Model.PERCENTAGE,
                        Pricings.of("rate", "1", "transaction_minimum", "3", "transaction_maximum", "2.99"),
                        "transaction_minimum above_maximum"),
                price(Model.DYNAMIC, Pricings.of("amount_field", "cost")),
                price(Model.DYNAMIC, Pricings.of(), "amount_field required"),
                price(Model.DYNAMIC, Pricings.of("amount_field", "a b"), "amount_field malformed"),
                price(Model.GRADUATED, Pricings.of(), "tiers required"),
                price(Model.GRADUATED, Pricings.of("tiers", List.of()), "tiers required"),
                price(Model.VOLUME, Pricings.of("unit_amount", "1"), "unit_amount not_allowed", "tiers required"),
                price(
                        Model.GRADUATED,
                        Pricings.tiers("*:-1:-2"),
                        "tiers[0].unit_amount negative",
                        "tiers[0].flat_amount negative"),
                price(Model.GRADUATED_PERCENTAGE, Pricings.tiers("1000:3:0 *:2.5:0")),
                price(Model.GRADUATED_PERCENTAGE, Pricings.tiers("*:101:0"), "tiers[0].unit_amount out_of_range"),
                price(Model.STAIR_STEP, Pricings.tiers("10:0:5 *:0:8")),
                price(Model.STAIR_STEP, Pricings.tiers("10:1:5 *:0:8"), "tiers[0].unit_amount not_zero"));
    }

    private static Arguments price(Model model, ChargePricing pricing, String... errors) {
        return Arguments.of(model, pricing, List.of(errors));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource({"prices", "morePrices"})
    void aPriceHasTheNumbersOfItsModelWithinTheirBounds(Model model, ChargePricing pricing, List<String> errors) {
        assertThat(errors(model, pricing)).isEqualTo(errors);
    }

    @ParameterizedTest(name = "tiers up to {0}: {1}")
    @CsvSource({
        "100 100 *, tiers[1].up_to not_rising",
        "100 99.999999999999 *, tiers[1].up_to not_rising",
        "0 *, tiers[0].up_to not_rising",
        "-1 *, tiers[0].up_to not_rising",
        "100 200, tiers[1].up_to open_end",
        "100, tiers[0].up_to open_end",
        "* 100 *, tiers[0].up_to open_end",
        "0.1 1 *, ",
        "1.0 1.01 *, ",
        "*, "
    })
    void tiersRiseAndOnlyTheLastIsOpen(String bounds, @Nullable String error) {
        ChargePricing pricing = Pricings.tiers(bounds.replace(" ", ":1:0 ") + ":1:0");
        for (Model model : List.of(Model.GRADUATED, Model.VOLUME, Model.GRADUATED_PERCENTAGE)) {
            assertThat(errors(model, pricing)).isEqualTo(error == null ? List.of() : List.of(error));
        }
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GRADUATED | 0:1:0 *:1:0 | tiers[0].up_to must be above zero",
                "GRADUATED | 100:1:0 100:1:0 *:1:0 | tiers[1].up_to must be above the tier before: 100",
                "VOLUME | 100:1:0 50:1:0 *:1:0 | tiers[1].up_to must be above the tier before: 100",
                "VOLUME | 100:1:0 | tiers[0].up_to must be left out: the last tier has no end",
                "STAIR_STEP | *:0:1 *:0:2 | tiers[0].up_to must be given: only the last tier has no end",
                "STAIR_STEP | *:1:1 | tiers[0].unit_amount must be 0 in a step: its amount is the flat one",
                "GRADUATED | *:-0.01:0 | tiers[0].unit_amount must not be below zero",
                "VOLUME | *:1:-1 | tiers[0].flat_amount must not be below zero",
                "GRADUATED | *:0.0000000000001:0 | tiers[0].unit_amount must have at most 12 decimals",
                "GRADUATED_PERCENTAGE | *:0.00000000001:0 | tiers[0].unit_amount must have at most 10 decimals",
                "GRADUATED_PERCENTAGE | *:100.5:0 | tiers[0].unit_amount must be at most 100 percent",
                "VOLUME | *:1234567890123456:0 | tiers[0].unit_amount must have at most 15 digits before the point",
                "STANDARD | *:1:0 | unit_amount must be given for a standard charge"
            })
    void whatIsWrongWithTiersIsSaidToAPerson(Model model, String tiers, String error) {
        FieldErrors errors = new FieldErrors();
        PricingRules.check(errors, "", model, Pricings.tiers(tiers));
        FieldError first = errors.all().getFirst();
        assertThat(first.field() + " " + first.message()).isEqualTo(error);
    }

    private static List<String> errors(Model model, ChargePricing pricing) {
        FieldErrors errors = new FieldErrors();
        PricingRules.check(errors, "", model, pricing);
        return errors.all().stream()
                .map(error -> error.field() + " " + error.code())
                .toList();
    }
}
