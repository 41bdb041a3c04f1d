package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeCatalogIT {
    private final Api api = TestTenant.register().api();

    @BeforeEach
    void makeEverything() {
        WholeCatalog.make(api);
    }

    private JsonNode document() {
        return api.get("/catalog/export").expect(200).json();
    }

    /** What became of each thing. */
    private static List<String> bring(Api api, JsonNode document) {
        return api.post("/catalog/import", document)
                .expect(200)
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("type").asText() + " "
                        + item.path("code").asText() + " " + item.path("action").asText())
                .toList();
    }

    private static Stream<String> actions(List<String> items) {
        return items.stream().map(item -> item.substring(item.lastIndexOf(' ') + 1));
    }

    @Test
    void theDocumentHoldsOneOfEverything() {
        JsonNode document = document();
        assertThat(document.at("/plans/0/charges").findValuesAsText("model"))
                .containsOnly(
                        "standard",
                        "package",
                        "graduated",
                        "volume",
                        "stair_step",
                        "percentage",
                        "graduated_percentage",
                        "dynamic");
        assertThat(document.path("features").findValuesAsText("kind"))
                .containsExactly("metered", "quantity", "boolean");
        assertThat(document.at("/plans/0/entitlements")).isEqualTo(Body.parse("""
                        [{"feature": "minutes", "limit": "500", "period": "billing_period"},
                         {"feature": "seats", "quantity": "10.5"}, {"feature": "sso", "enabled": true}]"""));
        assertThat(document.path("add_ons")).isEqualTo(Body.parse("""
                        [{"code": "setup", "name": "Setup", "description": "Once",
                          "amount": {"amount": "99.00", "currency": "EUR"}, "tax_rates": ["vat20", "city"]}]"""));
        assertThat(document.path("coupons")).isEqualTo(Body.parse("""
                        [{"code": "calls-free", "name": "Spring", "discount": "percent", "percent": "10",
                          "duration": "once", "plans": [], "metrics": ["calls", "peak"]},
                         {"code": "welcome", "name": "Welcome", "discount": "amount",
                          "amount": {"amount": "12.30", "currency": "EUR"}, "duration": "repeated", "periods": 3,
                          "plans": ["everything", "small"], "metrics": [], "expires_at": "2030-01-01T00:00:00.123456Z",
                          "max_redemptions": 100, "max_redemptions_per_customer": 1}]"""));
    }

    @Test
    void whatIsExportedMakesTheSameCatalogInAnEmptyTenant() {
        String text = api.get("/catalog/export").expect(200).text();
        Api other = TestTenant.register().api();
        JsonNode tried = other.post("/catalog/import?dry_run=true", Body.parse(text))
                .expect(200)
                .json();
        assertThat(tried.path("items").findValuesAsText("action"))
                .containsOnly("created")
                .hasSize(13);
        for (String list : List.of("/plans", "/features", "/add-ons", "/coupons", "/tax-rates")) {
            assertThat(other.all(list)).as(list).isEmpty();
        }
        assertThat(actions(bring(other, Body.parse(text)))).containsOnly("created");
        assertThat(other.get("/catalog/export").text()).isEqualTo(text);
        assertThat(actions(bring(other, Body.parse(text)))).containsOnly("unchanged");
        assertThat(other.get("/catalog/export").text()).isEqualTo(text);
        assertThat(other.all("/events?type=plan.entitled")).hasSize(1);
    }

    @Test
    void whatMayChangeIsBroughtToWhatTheDocumentSays() {
        ObjectNode document = (ObjectNode) document();
        ((ObjectNode) document.at("/features/2")).put("name", "Single sign-on").remove("description");
        ((ObjectNode) document.at("/add_ons/0/amount")).put("amount", "79.00");
        ((ObjectNode) document.at("/add_ons/0")).remove("description");
        ((ObjectNode) document.at("/coupons/1"))
                .put("max_redemptions", 200)
                .remove(List.of("expires_at", "max_redemptions_per_customer"));
        ((ObjectNode) document.at("/plans/0/entitlements/1")).put("quantity", "20");
        JsonNode tried =
                api.post("/catalog/import?dry_run=true", document).expect(200).json();
        assertThat(document().at("/features/2/name").asText()).isEqualTo("SSO");
        List<String> items = bring(api, document);
        assertThat(tried.path("items").findValuesAsText("action"))
                .isEqualTo(actions(items).toList());
        assertThat(items)
                .filteredOn(item -> !item.endsWith("unchanged"))
                .containsExactly(
                        "feature sso changed",
                        "plan everything changed",
                        "add_on setup changed",
                        "coupon welcome changed");
        assertThat(document()).isEqualTo(document);
        JsonNode plan = api.all("/plans?code=" + WholeCatalog.PLAN).getFirst();
        assertThat(plan.path("version").asInt()).isEqualTo(2);
        assertThat(api.all("/events?type=coupon.updated")).hasSize(1);
    }

    @Test
    void whatIsWrongIsToldByItsPathInTheDocument() {
        ObjectNode document = (ObjectNode) document();
        ((ObjectNode) document.at("/features/1")).put("unit", "chairs");
        ((ArrayNode) document.at("/add_ons/0/tax_rates")).add("none");
        ((ObjectNode) document.at("/coupons/0")).put("percent", "11").put("name", "Other");
        ((ObjectNode) document.at("/coupons/1")).set("plans", Body.parse("[\"nothing\"]"));
        ((ObjectNode) document.at("/plans/0/entitlements/2")).put("feature", "none");
        Answer refused = api.post("/catalog/import", document);
        refused.expectProblem(422, "validation_failed", "features[1].unit");
        assertThat(refused.json().path("errors").findValuesAsText("field"))
                .containsExactly(
                        "features[1].unit",
                        "plans[0].entitlements[2].feature",
                        "add_ons[0].tax_rates[2]",
                        "coupons[0].percent",
                        "coupons[1].plans[0]",
                        "coupons[1].plans");
        ((ObjectNode) document.at("/coupons/0")).put("percent", "100.1");
        api.post("/catalog/import", document).expectProblem(422, "validation_failed", "coupons[0].percent");
        ((ObjectNode) document.at("/coupons/0")).put("percent", "10");
        ((ObjectNode) document.at("/add_ons/0/amount")).put("amount", "0.001");
        api.post("/catalog/import", document).expectProblem(422, "validation_failed", "add_ons[0].amount.amount");
        assertThat(document().at("/coupons/0/name").asText()).isEqualTo("Spring");
    }

    @Test
    void whatIsArchivedIsLeftOutUnlessAPlanNamesIt() {
        ObjectNode before = (ObjectNode) document();
        api.post("/features", Things.feature()).expect(201);
        api.all("/features").forEach(feature -> archive("/features", feature));
        api.all("/add-ons").forEach(addOn -> archive("/add-ons", addOn));
        api.all("/coupons").forEach(coupon -> archive("/coupons", coupon));
        ObjectNode after = (ObjectNode) document();
        assertThat(after.path("features")).isEqualTo(before.path("features"));
        assertThat(after.path("add_ons")).isEmpty();
        assertThat(after.path("coupons")).isEmpty();
        assertThat(actions(bring(api, after))).containsOnly("unchanged");

        api.post("/catalog/import", before.deepCopy().without("coupons"))
                .expectProblem(422, "validation_failed", "add_ons[0].code");
        api.post("/catalog/import", before.deepCopy().without("add_ons"))
                .expectProblem(422, "validation_failed", "coupons[0].code");
        ((ObjectNode) after.at("/plans/0")).put("trial_days", 7);
        api.post("/catalog/import", after).expectProblem(422, "validation_failed", "plans[0].entitlements[0].feature");
    }

    private void archive(String list, JsonNode thing) {
        api.post(list + "/" + thing.path("id").asText() + "/archive").expect(200);
    }
}
