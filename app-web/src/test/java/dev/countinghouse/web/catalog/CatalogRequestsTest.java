package dev.countinghouse.web.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.problem.FieldError;
import dev.countinghouse.web.api.Requests;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogRequestsTest {

    private static final String FEE =
            "{\"code\":\"fee\",\"name\":\"Fee\",\"kind\":\"recurring\",\"timing\":\"advance\",\"model\":\"standard\",\"unit_amount\":\"29.00\"}";

    @Test
    void aPlanOfAFeeIsTaken() {
        assertThat(plan(FEE)).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(Requests.errors(new PlansResource(), "create", "{}"))
                .containsExactly(
                        "charges not_null",
                        "code not_null",
                        "currency not_null",
                        "interval not_null",
                        "name not_blank");
        assertThat(plan("{}"))
                .containsExactly(
                        "charges[0].code not_null",
                        "charges[0].kind not_null",
                        "charges[0].model not_null",
                        "charges[0].name not_blank",
                        "charges[0].timing not_null");
        assertThat(plan("")).containsExactly("charges size");
        assertThat(plan("null")).containsExactly("charges[0] not_null");
        assertThat(Requests.errors(new PlansResource(), "create", "null")).containsExactly("body not_null");
    }

    @ParameterizedTest(name = "a tier of {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"unit_amount\":\"0.08\"} | ",
                "{\"up_to\":\"0.000000000001\",\"unit_amount\":\"0\",\"flat_amount\":\"0\"} | ",
                "{\"up_to\":null,\"unit_amount\":\"999999999999999.999999999999\"} | ",
                "null | charges[0].tiers[0] not_null",
                "{} | charges[0].tiers[0].unit_amount not_null",
                "{\"up_to\":\"0\",\"unit_amount\":\"1\"} | charges[0].tiers[0].up_to positive",
                "{\"up_to\":\"-1\",\"unit_amount\":\"1\"} | charges[0].tiers[0].up_to positive",
                "{\"up_to\":\"1000000000000000\",\"unit_amount\":\"1\"} | charges[0].tiers[0].up_to digits",
                "{\"unit_amount\":\"-0.01\"} | charges[0].tiers[0].unit_amount positive_or_zero",
                "{\"unit_amount\":\"0.0000000000001\"} | charges[0].tiers[0].unit_amount digits",
                "{\"unit_amount\":\"1\",\"flat_amount\":\"-1\"} | charges[0].tiers[0].flat_amount positive_or_zero",
                "{\"unit_amount\":\"1e3\"} | charges[0].tiers[0].unit_amount malformed"
            })
    void aTierIsWithinBounds(String tier, @Nullable String error) {
        String charge =
                "{\"code\":\"u\",\"name\":\"U\",\"kind\":\"usage\",\"timing\":\"arrears\",\"model\":\"graduated\","
                        + "\"metric\":\"m\",\"tiers\":[" + tier + "]}";
        assertThat(plan(charge)).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest(name = "tiers of {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0-50 50-500 500-* | ",
                "0.0-50.00 50-* | ",
                "0-* | ",
                "-50 50-500 -* | ",
                "1-* | tiers[0].from must be 0 in the first tier",
                "0-50 51-* | tiers[1].from must be 50, where the tier before it ends: leaves a gap from 50 to 51",
                "0-50 50-500 1000-* "
                        + "| tiers[2].from must be 500, where the tier before it ends: leaves a gap from 500 to 1000",
                "0-0.5 0.25-* | tiers[1].from must be 0.5, where the tier before it ends: overlaps it by 0.25",
                "0-50 0-* | tiers[1].from must be 50, where the tier before it ends: overlaps it by 50",
                "-50 50-500 500-* -* | ", // told by the open end
                "-1-* | tiers[0].from must be greater than or equal to 0"
            })
    void whereATierStartsFollowsFromTheOneBeforeIt(String tiers, @Nullable String error) {
        String charge =
                "{\"code\":\"u\",\"name\":\"U\",\"kind\":\"usage\",\"timing\":\"arrears\",\"model\":\"graduated\","
                        + "\"metric\":\"m\",\"tiers\":[" + tiers(tiers) + "]}";
        String body = "{\"code\":\"team\",\"name\":\"Team\",\"currency\":\"EUR\",\"interval\":\"month\",\"charges\":["
                + FEE + "," + charge + "]}";
        assertThat(Requests.problems(new PlansResource(), "create", body).stream()
                        .map(problem -> problem.field() + " " + problem.message()))
                .isEqualTo(error == null ? List.of() : List.of("charges[1]." + error));
    }

    /** Tiers from "from-to", either left out, or without end. */
    private static String tiers(String text) {
        return Arrays.stream(text.trim().split(" "))
                .map(tier -> {
                    int dash = tier.lastIndexOf('-');
                    String from = tier.substring(0, dash);
                    String to = tier.substring(dash + 1);
                    return "{" + (from.isEmpty() ? "" : "\"from\":\"" + from + "\",")
                            + (to.equals("*") ? "" : "\"up_to\":\"" + to + "\",") + "\"unit_amount\":\"1\"}";
                })
                .collect(Collectors.joining(","));
    }

    @ParameterizedTest(name = "prices of {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"USD\":{\"unit_amount\":\"31\"},\"JPY\":{\"filters\":{\"eu\":{\"unit_amount\":\"4500\"}}} | ",
                "\"usd\":{} | charges[0].prices.usd currency_code",
                "\"XXX\":{} | charges[0].prices.XXX currency_code",
                "\"US dollar\":{} | charges[0].prices currency_code",
                "\"USD\":null | charges[0].prices.USD not_null",
                "\"USD\":{\"price\":\"31\"} | charges[0].prices.USD.price unknown_field",
                "\"USD\":{\"unit_amount\":\"-1\"} | charges[0].prices.USD.unit_amount positive_or_zero",
                "\"USD\":{\"tiers\":[{\"from\":\"1\",\"unit_amount\":\"1\"}]} "
                        + "| charges[0].prices.USD.tiers[0].from adjoining",
                "\"USD\":{\"filters\":{\"eu\":{\"rate\":\"1000\"}}} | charges[0].prices.USD.filters.eu.rate digits",
                "\"USD\":{\"filters\":{\"eu, ch\":{\"rate\":\"1000\"}}} | charges[0].prices.USD.filters digits"
            })
    void aPriceInAnotherCurrencyIsWithinBounds(String prices, @Nullable String error) {
        String charge = FEE.replace("}", ",\"prices\":{" + prices + "}}");
        assertThat(plan(charge)).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest(name = "a phase of {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":\"Launch\",\"periods\":2,\"prices\":{\"fee\":{\"EUR\":{\"unit_amount\":\"9\"}}} | ",
                "\"name\":\"Rest\" | ",
                "\"name\":\" \" | phases[0].name not_blank",
                "\"name\":\"Launch\",\"periods\":0 | phases[0].periods min",
                "\"name\":\"Launch\",\"periods\":1201 | phases[0].periods max",
                "\"name\":\"Launch\",\"prices\":{\"fee\":null} | phases[0].prices.fee not_null",
                "\"name\":\"Launch\",\"prices\":{\"fee\":{}} | phases[0].prices.fee size",
                "\"name\":\"Launch\",\"prices\":{\"fee\":{\"yen\":{}}} | phases[0].prices.fee.yen currency_code",
                "\"name\":\"Launch\",\"prices\":{\"fee\":{\"EUR\":{\"unit_amount\":\"-1\"}}} "
                        + "| phases[0].prices.fee.EUR.unit_amount positive_or_zero"
            })
    void aPhaseIsWithinBounds(String phase, @Nullable String error) {
        String body = "{\"code\":\"team\",\"name\":\"Team\",\"currency\":\"EUR\",\"interval\":\"month\",\"charges\":["
                + FEE + "],\"phases\":[{" + phase + "}]}";
        assertThat(Requests.errors(new PlansResource(), "create", body))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest(name = "a plan with {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"interval_count\":36 | ",
                "\"interval_count\":0 | interval_count min",
                "\"interval_count\":37 | interval_count max",
                "\"interval_count\":1.5 | interval_count malformed",
                "\"anchor\":\"anniversary\" | ",
                "\"anchor\":\"birthday\" | anchor malformed",
                "\"external_id\":\"\" | external_id size",
                "\"metadata\":{\"a\":\"b\"} | ",
                "\"metadata\":{\"a\":1} | metadata.a malformed"
            })
    void aPlanIsWithinBounds(String field, @Nullable String error) {
        String body = "{\"code\":\"team\",\"name\":\"Team\",\"currency\":\"EUR\",\"interval\":\"month\",\"charges\":["
                + FEE + "]," + field + "}";
        assertThat(Requests.errors(new PlansResource(), "create", body))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "JPY", "BHD", "USD"})
    void aCurrencyHasMinorUnits(String currency) {
        assertThat(planIn(currency)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "Eur", "XXX", "XAU", "EURO", "ZZZ", "DEM "})
    void anythingElseIsNoCurrency(String currency) {
        assertThat(planIn(currency)).containsExactly("currency currency_code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-a", ".a", "a b", "a/b", "é", "a\\n", "<a>"})
    void aCodeCanStandInAnAddress(String code) {
        String body = "{\"code\":\"" + code + "\",\"name\":\"Builds\",\"aggregation\":\"count\"}";
        assertThat(Requests.errors(new MetricsResource(), "create", body)).containsExactly("code pattern");
    }

    @Test
    void aMetricNamesAProperty() {
        String metric = "{\"code\":\"builds\",\"name\":\"Builds\",\"aggregation\":\"sum\",\"field_name\":\"%s\"}";
        assertThat(Requests.errors(new MetricsResource(), "create", metric.formatted("build_minutes")))
                .isEmpty();
        assertThat(Requests.errors(new MetricsResource(), "create", metric.formatted("a.b")))
                .containsExactly("field_name pattern");
    }

    @ParameterizedTest(name = "a tax of {0} %: {1}")
    @CsvSource({
        "0, ",
        "100, ",
        "8.875, ",
        "0.000001, ",
        "-0.000001, percent decimal_min",
        "100.000001, percent decimal_max",
        "0.0000001, percent digits"
    })
    void aTaxIsNothingToEverything(String percent, @Nullable String error) {
        String body = "{\"code\":\"vat\",\"name\":\"VAT\",\"percent\":\"" + percent + "\"}";
        assertThat(Requests.errors(new TaxRatesResource(), "create", body))
                .isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void anErrorIsASentenceForAPersonToo() {
        assertThat(Requests.problems(
                        new TaxRatesResource(), "create", "{\"code\":\"v a t\",\"name\":\"VAT\",\"percent\":1}"))
                .containsExactly(new FieldError(
                        "code", "pattern", "must be 1 to 64 letters, digits, dots, dashes or underscores"));
    }

    private static List<String> plan(String charge) {
        return Requests.errors(
                new PlansResource(),
                "create",
                "{\"code\":\"team\",\"name\":\"Team\",\"currency\":\"EUR\",\"interval\":\"month\",\"charges\":["
                        + charge + "]}");
    }

    private static List<String> planIn(String currency) {
        return Requests.errors(
                new PlansResource(),
                "create",
                "{\"code\":\"team\",\"name\":\"Team\",\"currency\":\"" + currency
                        + "\",\"interval\":\"month\",\"charges\":[" + FEE + "]}");
    }
}
