package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntitlementsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private String path;

    @BeforeEach
    void makePlan() {
        tenant.makeCatalog();
        path = "/plans/" + api.all("/plans").getFirst().path("id").asText() + "/entitlements";
        feature("sso", "boolean", null);
        feature("seats", "quantity", null);
        feature("builds", "metered", Samples.METRIC);
    }

    private void feature(String code, String kind, @Nullable String metric) {
        api.post("/features", Body.of("code", code, "name", code, "kind", kind, "metric", metric))
                .expect(201);
    }

    private static Map<String, @Nullable Object> all() {
        return Body.of(
                "entitlements",
                List.of(
                        Body.of("feature", "sso", "enabled", true),
                        Body.of("feature", "seats", "quantity", "10"),
                        Body.of("feature", "builds", "limit", "500", "period", "billing_period")));
    }

    @Test
    void aPlanEntitlesToWhatItsNewestVersionSays() {
        assertThat(api.get(path).expect(200).json().path("data")).isEmpty();
        JsonNode made = api.put(path, all()).expect(200).json();
        assertThat(api.get(path).expect(200).json()).isEqualTo(made);
        assertThat(made.path("data").findValuesAsText("feature")).containsExactly("builds", "seats", "sso");
        assertThat(made.at("/data/0/limit").asText()).isEqualTo("500");
        assertThat(made.at("/data/0/period").asText()).isEqualTo("billing_period");
        assertThat(made.at("/data/0/metric").asText()).isEqualTo(Samples.METRIC);
        assertThat(made.at("/data/1/quantity").asText()).isEqualTo("10");
        assertThat(made.at("/data/2/enabled").asBoolean()).isTrue();
        assertThat(api.all("/events?type=plan.entitled")).hasSize(1);
    }

    @Test
    void aPublishedVersionsEntitlementsDoNotChange() {
        List<Answer> answers = Together.run(4, number -> api.put(path, all()));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        api.put(path, Body.of("entitlements", List.of(Body.of("feature", "sso", "enabled", false))))
                .expectProblem(409, "conflict");
    }

    @Test
    void whatMakesNoSenseIsRefusedByTheField() {
        api.put(path, Body.of("entitlements", List.of())).expectProblem(422, "validation_failed", "entitlements");
        api.put(path, Body.of("entitlements", List.of(Body.of("feature", "none", "enabled", true))))
                .expectProblem(422, "validation_failed", "entitlements[0].feature");
        api.put(path, Body.of("entitlements", List.of(Body.of("feature", "seats", "quantity", "-1"))))
                .expectProblem(422, "validation_failed", "entitlements[0].quantity");
        String sso = api.all("/features?code=sso").getFirst().path("id").asText();
        api.post("/features/" + sso + "/archive").expect(200);
        api.put(path, all()).expectProblem(422, "validation_failed", "entitlements[0].feature");
        assertThat(api.get(path).expect(200).json().path("data")).isEmpty();
    }
}
