package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @Test
    void aPlanIsShownAsItWasMade() {
        tenant.makeCatalog();
        Answer made = api.post(
                        "/plans",
                        Body.like(
                                Samples.plan(), "code", "other", "external_id", "ext-1", "metadata", Map.of("a", "b")))
                .expect(201);
        assertThat(made.header("Location")).endsWith("/api/v1/plans/" + made.id());

        JsonNode plan = api.get("/plans/" + made.id()).expect(200).json();
        assertThat(plan).isEqualTo(made.json());
        assertThat(plan.path("external_id").asText()).isEqualTo("ext-1");
        assertThat(plan.path("version").asInt()).isEqualTo(1);
        assertThat(plan.at("/metadata/a").asText()).isEqualTo("b");
        assertThat(plan.at("/tax_rate/percent")).isEqualTo(Body.parse("\"20\""));
        assertThat(plan.at("/charges/0/unit_amount").decimalValue()).isEqualByComparingTo("0");
        assertThat(plan.at("/charges/0/unit_amount").asText()).isEqualTo("29.00");
        assertThat(plan.at("/charges/1/tiers").findValuesAsText("unit_amount")).containsExactly("0.08", "0.05", "0.03");
        assertThat(plan.at("/charges/1/tiers/2/up_to").isNull()).isTrue();
        assertThat(plan.at("/charges/1/tiers").findValuesAsText("from")).containsExactly("0", "50", "500");
        assertThat(plan.at("/charges/1/metric").asText()).isEqualTo(Samples.METRIC);
        assertThat(tenant.count("SELECT count(*) FROM %s.plan_versions WHERE charges::text LIKE '%%from%%'"))
                .as("plans that store what follows from the rest")
                .isZero();
    }

    @Test
    void thingsAreFoundByTheirCodeAndTheirExternalId() {
        tenant.makeCatalog();
        api.post("/tax-rates", Body.like(Samples.vat(), "code", "vat7", "percent", "7", "external_id", "seven"))
                .expect(201);
        assertThat(api.all("/tax-rates?code=vat7"))
                .extracting(rate -> rate.path("percent").asText())
                .containsExactly("7");
        assertThat(api.all("/tax-rates?external_id=seven")).hasSize(1);
        assertThat(api.all("/tax-rates?code=vat7&external_id=other")).isEmpty();
        assertThat(api.all("/plans?code=" + Samples.PLAN)).hasSize(1);
        assertThat(api.all("/billable-metrics?code=none")).isEmpty();
    }

    @Test
    void aCodeIsTakenOnce() {
        tenant.makeCatalog();
        api.post("/billable-metrics", Samples.metric()).expectProblem(409, "code_taken");
        api.post("/tax-rates", Samples.vat()).expectProblem(409, "code_taken");
        api.post("/plans", Samples.plan()).expectProblem(409, "code_taken");
    }

    @Test
    void anExternalIdIsTakenOnce() {
        Map<String, @Nullable Object> metric = Body.like(Samples.metric(), "external_id", "x");
        api.post("/billable-metrics", metric).expect(201);
        api.post("/billable-metrics", Body.like(metric, "code", "other")).expectProblem(409, "external_id_taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "-x",
                "a/b",
                "ä",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg"
            })
    void aCodeIsShortAndPlain(String code) {
        api.post("/tax-rates", Body.like(Samples.vat(), "code", code)).expectProblem(422, "validation_failed", "code");
    }

    static Stream<Arguments> badFees() {
        Map<String, @Nullable Object> fee = Samples.fee();
        List<?> oneTier = List.of(Samples.tier(null, "1"));
        Map<String, @Nullable Object> share = Body.like(fee, "model", "percentage", "unit_amount", null);
        return Stream.of(
                bad("charges", List.of()),
                bad("charges[1].code", List.of(fee, fee)),
                bad("charges[0].metric", Body.like(fee, "metric", Samples.METRIC)),
                bad("charges[0].model", Body.like(share, "rate", "2.9")),
                bad("charges[0].maximum_amount", Body.like(fee, "maximum_amount", "1")),
                bad("charges[0].tiers", Body.like(fee, "tiers", oneTier)),
                bad("charges[0].unit_amount", Body.like(fee, "unit_amount", null)),
                bad("charges[0].unit_amount", Body.like(fee, "unit_amount", "-1")),
                bad("charges[0].unit_amount", Body.like(fee, "unit_amount", "0.0000000000001")),
                bad("charges[0].unit_amount", Body.like(fee, "unit_amount", "1234567890123456")),
                bad("charges[0].name", Body.like(fee, "name", " ")),
                bad("charges[0].kind", Body.like(fee, "kind", null)));
    }

    static Stream<Arguments> badUsageCharges() {
        Map<String, @Nullable Object> use = Samples.minutes();
        Object five = Samples.tier("5", "1");
        Object rest = Samples.tier(null, "1");
        return Stream.of(
                bad("charges[0].metric", Body.like(use, "metric", "nothing")),
                bad("charges[0].metric", Body.like(use, "metric", null)),
                bad("charges[0].timing", Body.like(use, "timing", "advance", "model", "volume")),
                bad("charges[0].prorated", Body.like(use, "prorated", true)),
                bad("charges[0].unit_amount", Body.like(use, "unit_amount", "1")),
                bad("charges[0].tiers", Body.like(use, "tiers", null)),
                bad("charges[0].tiers", tiers(use)),
                bad("charges[0].tiers[0].up_to", tiers(use, five)),
                bad("charges[0].tiers[0].up_to", tiers(use, rest, rest)),
                bad("charges[0].tiers[1].up_to", tiers(use, five, five, rest)),
                bad("charges[0].tiers[1].up_to", tiers(use, five, Samples.tier("4.9", "1"), rest)),
                bad("charges[0].tiers[0].up_to", tiers(use, Samples.tier("0", "1"), rest)),
                bad("charges[0].tiers[1].from", tiers(use, five, Body.of("from", "6", "unit_amount", "1"))),
                bad("charges[0].tiers[0].from", tiers(use, Body.of("from", "1", "unit_amount", "1"))),
                bad("charges[0].tiers[0].unit_amount", tiers(use, Samples.tier(null, "-0.01"))));
    }

    static Stream<Arguments> badPrices() {
        Map<String, @Nullable Object> use = Body.like(Samples.minutes(), "tiers", null);
        Map<String, @Nullable Object> packages = Body.like(use, "model", "package", "package_size", "100");
        Map<String, @Nullable Object> rate = Body.like(use, "model", "percentage", "rate", "2.9");
        Map<String, @Nullable Object> plain = Body.like(use, "model", "standard", "unit_amount", "1");
        return Stream.of(
                bad("charges[0].package_amount", packages),
                bad("charges[0].package_size", Body.like(packages, "package_size", "0", "package_amount", "1")),
                bad("charges[0].rate", Body.like(plain, "rate", "1")),
                bad("charges[0].rate", Body.like(rate, "rate", "100.1")),
                bad(
                        "charges[0].transaction_minimum",
                        Body.like(rate, "transaction_minimum", "2", "transaction_maximum", "1")),
                bad("charges[0].minimum_amount", Body.like(plain, "minimum_amount", "2", "maximum_amount", "1")),
                bad("charges[0].amount_field", Body.like(use, "model", "dynamic")),
                bad("charges[0].group_by[0]", Body.like(plain, "group_by", List.of("region"))),
                bad("charges[0].tax_rates[0]", Body.like(plain, "tax_rates", List.of("none"))),
                bad(
                        "charges[0].filters[0].unit_amount",
                        Body.like(
                                plain,
                                "filters",
                                List.of(Body.of("name", "eu", "values", Body.of("region", List.of("eu")))))));
    }

    @Test
    void aPlanChargesPackagesAndRatesOnMoney() {
        tenant.makeCatalog();
        Map<String, @Nullable Object> use = Body.like(Samples.minutes(), "tiers", null);
        Map<String, @Nullable Object> packages =
                Body.like(use, "model", "package", "package_size", "100", "package_amount", "5", "free_units", "10");
        Map<String, @Nullable Object> rates = Body.like(Samples.minutes(), "code", "money");
        rates.put("model", "graduated_percentage");
        rates.put("flat_at_zero", false);
        JsonNode plan = api.post(
                        "/plans", Body.like(Samples.plan(), "code", "more", "charges", List.of(packages, rates)))
                .expect(201)
                .json();
        assertThat(plan.at("/charges/0/package_size").asText()).isEqualTo("100");
        assertThat(plan.at("/charges/0/free_units").asText()).isEqualTo("10");
        assertThat(plan.at("/charges/0/tiers").isNull()).isTrue();
        assertThat(plan.at("/charges/0/invoiceable").asBoolean()).isTrue();
        assertThat(plan.at("/charges/1/flat_at_zero").asBoolean(true)).isFalse();
        assertThat(plan.at("/charges/1/filters").isArray()).isTrue();
    }

    private static Arguments bad(String field, Object charge) {
        return Arguments.of(field, charge instanceof List<?> ? charge : List.of(charge));
    }

    private static Map<String, @Nullable Object> tiers(Map<String, @Nullable Object> charge, Object... tiers) {
        return Body.like(charge, "tiers", List.of(tiers));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource({"badFees", "badUsageCharges", "badPrices"})
    void aPlanThatMakesNoSenseIsRefusedByTheField(String field, List<?> charges) {
        tenant.makeCatalog();
        api.post("/plans", Body.like(Samples.plan(), "code", "bad", "charges", charges))
                .expectProblem(422, "validation_failed", field);
        assertThat(api.all("/plans?code=bad")).isEmpty();
    }

    @Test
    void aPlanNamesATaxRateThatIsThere() {
        tenant.makeCatalog();
        api.post("/plans", Body.like(Samples.plan(), "code", "x", "tax_rate", "none"))
                .expectProblem(422, "validation_failed", "tax_rate");
        api.post("/plans", Body.like(Samples.plan(), "code", "x", "tax_rate", null))
                .expect(201);
    }

    @Test
    void aPlansIntervalHasBounds() {
        tenant.makeCatalog();
        for (int count : new int[] {0, -1, 37}) {
            api.post("/plans", Body.like(Samples.plan(), "code", "x", "interval_count", count))
                    .expectProblem(422, "validation_failed", "interval_count");
        }
        api.post("/plans", Body.like(Samples.plan(), "code", "x", "interval", "fortnight"))
                .expectProblem(400, "malformed_request", "interval");
        api.post("/plans", Body.like(Samples.plan(), "code", "x", "currency", "EURO"))
                .expectProblem(422, "validation_failed", "currency");
    }

    @Test
    void aSingleResourceHasATag() {
        tenant.makeCatalog();
        for (String list : List.of("/plans", "/tax-rates", "/billable-metrics")) {
            String id = api.all(list).getFirst().path("id").asText();
            assertThat(api.get(list + "/" + id).header("ETag")).matches("\"[0-9]+\"");
        }
    }
}
