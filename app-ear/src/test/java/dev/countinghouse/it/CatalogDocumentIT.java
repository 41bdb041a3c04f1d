package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogDocumentIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @Test
    void whatIsExportedChangesNothingWhenItIsImportedAgain() {
        tenant.makeCatalog();
        api.post(
                        "/billable-metrics",
                        Body.like(
                                Samples.metric(),
                                "code",
                                "a-peak",
                                "aggregation",
                                "max",
                                "recurring",
                                true,
                                "rounding",
                                Body.of("mode", "ceil", "precision", 0),
                                "filter",
                                Body.of("region", List.of("us", "eu")),
                                "group_keys",
                                List.of("zone")))
                .expect(201);
        Map<String, @Nullable Object> commitment = Body.of("amount", "100.00", "tax_rates", List.of("vat20"));
        api.post("/plans", Body.like(Samples.plan(), "code", "committed", "minimum_commitment", commitment))
                .expect(201);
        String text = api.get("/catalog/export").expect(200).text();
        JsonNode imported =
                api.post("/catalog/import", Body.parse(text)).expect(200).json();
        assertThat(imported.path("items").findValuesAsText("action"))
                .containsOnly("unchanged")
                .hasSize(5);
        assertThat(Body.parse(text).at("/plans/0/minimum_commitment")).isEqualTo(Body.parse(Body.text(commitment)));
        assertThat(api.get("/catalog/export").text()).isEqualTo(text);
        assertThat(Body.parse(text).path("billable_metrics").findValuesAsText("code"))
                .containsExactly("a-peak", Samples.METRIC);
    }

    @Test
    void aDocumentMakesTheSameCatalogInAnotherTenant() {
        tenant.makeCatalog();
        String text = api.get("/catalog/export").expect(200).text();
        Api other = TestTenant.register().api();
        JsonNode imported =
                other.post("/catalog/import", Body.parse(text)).expect(200).json();
        assertThat(imported.path("items").findValuesAsText("action")).containsOnly("created");
        assertThat(other.get("/catalog/export").text()).isEqualTo(text);
        assertThat(other.all("/plans")).hasSize(1);
    }

    @Test
    void aDryRunWritesNothing() {
        tenant.makeCatalog();
        JsonNode document = api.get("/catalog/export").expect(200).json();
        Api other = TestTenant.register().api();
        JsonNode tried =
                other.post("/catalog/import?dry_run=true", document).expect(200).json();
        assertThat(tried.path("dry_run").asBoolean()).isTrue();
        assertThat(tried.path("items").findValuesAsText("action")).containsOnly("created");
        assertThat(other.all("/plans")).isEmpty();
        assertThat(other.all("/billable-metrics")).isEmpty();
    }

    @Test
    void aPlanThatIsDifferentBecomesANewVersion() {
        tenant.makeCatalog();
        JsonNode document = api.get("/catalog/export").expect(200).json();
        ((ObjectNode) document.at("/plans/0/charges/0")).put("unit_amount", "31.00");
        JsonNode imported = api.post("/catalog/import", document).expect(200).json();
        assertThat(imported.path("items").findValuesAsText("action"))
                .containsExactly("unchanged", "unchanged", "changed");
        JsonNode plan = api.all("/plans").getFirst();
        assertThat(plan.path("version").asInt()).isEqualTo(2);
        assertThat(plan.at("/charges/0/unit_amount").asText()).isEqualTo("31.00");
        String first = "/plans/" + plan.path("id").asText() + "/versions/1";
        assertThat(api.get(first).json().at("/charges/0/unit_amount").asText()).isEqualTo("29.00");
    }

    @Test
    void everythingThatIsWrongIsToldAndNothingIsWritten() {
        tenant.makeCatalog();
        JsonNode document = api.get("/catalog/export").expect(200).json();
        ((ObjectNode) document.at("/billable_metrics/0")).put("field_name", "other");
        ((ObjectNode) document.at("/tax_rates/0")).put("percent", "19");
        ((ObjectNode) document.at("/plans/0")).put("name", "Renamed").put("tax_rate", "none");
        ((ObjectNode) document.at("/plans/0/charges/0")).put("unit_amount", "1").put("rate", "1");
        Answer refused = api.post("/catalog/import", document);
        refused.expectProblem(422, "validation_failed", "billable_metrics[0].code");
        assertThat(refused.json().path("errors").findValuesAsText("field"))
                .containsExactly(
                        "billable_metrics[0].code",
                        "tax_rates[0].percent",
                        "plans[0].tax_rate",
                        "plans[0].charges[0].rate");
        assertThat(api.all("/plans").getFirst().path("name").asText()).isNotEqualTo("Renamed");
    }

    @Test
    void namesAreForPeopleAndMayChange() {
        tenant.makeCatalog();
        JsonNode document = api.get("/catalog/export").expect(200).json();
        ((ObjectNode) document.at("/billable_metrics/0"))
                .put("name", "Minutes of builds")
                .put("unit", "minutes");
        ((ObjectNode) document.at("/tax_rates/0")).put("name", "Value added tax");
        JsonNode imported = api.post("/catalog/import", document).expect(200).json();
        assertThat(imported.path("items").findValuesAsText("action"))
                .containsExactly("changed", "changed", "unchanged");
        assertThat(api.get("/catalog/export").json()).isEqualTo(document);
    }

    @Test
    void aDraftIsNotOvertakenByAnImport() {
        tenant.makeCatalog();
        JsonNode document = api.get("/catalog/export").expect(200).json();
        String plan = api.all("/plans").getFirst().path("id").asText();
        api.post("/plans/" + plan + "/versions", Body.of()).expect(201);
        api.post("/catalog/import", document).expect(200);
        ((ObjectNode) document.at("/plans/0/charges/0")).put("unit_amount", "31.00");
        api.post("/catalog/import", document).expectProblem(422, "validation_failed", "plans[0].code");
    }
}
