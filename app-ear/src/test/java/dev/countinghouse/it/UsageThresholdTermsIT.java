package dev.countinghouse.it;

import static dev.countinghouse.it.UsageThresholdsIT.thresholds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usage thresholds as a term of plans. */
class UsageThresholdTermsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();

    @BeforeEach
    void makeCatalog() {
        tenant.makeCatalog();
    }

    @Test
    void thresholdsAreATermOfAVersionAndWithoutAmountsThereAreNone() {
        JsonNode team = api.all("/plans?code=" + Samples.PLAN).getFirst();
        String versions = "/plans/" + team.path("id").asText() + "/versions";
        Map<String, @Nullable Object> wanted = thresholds("50.00", "100.00", "250.00");
        JsonNode draft = api.post(versions, Body.of("usage_thresholds", wanted))
                .expect(201)
                .json();
        assertThat(draft.path("usage_thresholds")).isEqualTo(Body.parse(Body.text(wanted)));
        assertThat(api.get(versions + "/1/diff?to=2").json().path("terms"))
                .isEqualTo(Body.parse(
                        "[{\"field\": \"usage_thresholds\", \"from\": null, \"to\": " + Body.text(wanted) + "}]"));
        JsonNode kept = api.patch(versions + "/2", Body.of("interval_count", 2))
                .expect(200)
                .json();
        assertThat(kept.path("usage_thresholds")).isEqualTo(draft.path("usage_thresholds"));
        refused(versions, thresholds(null, "100", "100"), "usage_thresholds.amounts[1]");
        refused(versions, thresholds(null, "0"), "usage_thresholds.amounts[0]");
        refused(versions, thresholds("0.001", "1"), "usage_thresholds.recurring");
        refused(versions, thresholds("5"), "usage_thresholds.amounts");
        refused(
                versions,
                thresholds(null, "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"),
                "usage_thresholds.amounts");
        api.patch(
                        versions + "/2",
                        Body.of("charges", List.of(Samples.fee(), Body.like(Samples.minutes(), "timing", "advance"))))
                .expectProblem(422, "validation_failed", "charges[1].timing");
        JsonNode none = api.patch(versions + "/2", Body.of("usage_thresholds", thresholds(null)))
                .expect(200)
                .json();
        assertThat(none.path("usage_thresholds").isNull()).isTrue();
    }

    private void refused(String versions, Map<String, @Nullable Object> thresholds, String field) {
        api.patch(versions + "/2", Body.of("usage_thresholds", thresholds))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void aDocumentHoldsThresholds() {
        Map<String, @Nullable Object> wanted = thresholds("50.00", "100.00");
        api.post("/plans", Body.like(Samples.plan(), "code", "ada", "usage_thresholds", wanted))
                .expect(201);
        String text = api.get("/catalog/export").expect(200).text();
        assertThat(Body.parse(text).at("/plans/0/usage_thresholds")).isEqualTo(Body.parse(Body.text(wanted)));
        assertThat(api.post("/catalog/import", Body.parse(text))
                        .expect(200)
                        .json()
                        .path("items")
                        .findValuesAsText("action"))
                .containsOnly("unchanged");
        Api other = TestTenant.register().api();
        other.post("/catalog/import", Body.parse(text)).expect(200);
        assertThat(other.get("/catalog/export").text()).isEqualTo(text);
    }
}
