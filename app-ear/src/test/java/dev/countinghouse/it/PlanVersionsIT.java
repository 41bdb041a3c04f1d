package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanVersionsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private final String versions;

    PlanVersionsIT() {
        tenant.makeCatalog();
        String plan =
                api.all("/plans?code=" + Samples.PLAN).getFirst().path("id").asText();
        versions = "/plans/" + plan + "/versions";
    }

    @Test
    void aDraftIsTheNewestVersionWithWhatIsDifferent() {
        Answer made = api.post(versions, Body.of("interval_count", 3)).expect(201);
        assertThat(made.header("Location")).endsWith(versions + "/2");
        JsonNode draft = api.get(versions + "/2").expect(200).json();
        assertThat(draft).isEqualTo(made.json());
        assertThat(draft.path("status").asText()).isEqualTo("draft");
        assertThat(draft.path("interval_count").asInt()).isEqualTo(3);
        JsonNode first = api.get(versions + "/1").expect(200).json();
        assertThat(draft.path("charges").findValuesAsText("code"))
                .isEqualTo(first.path("charges").findValuesAsText("code"));
        assertThat(draft.at("/charges/0/id")).isNotEqualTo(first.at("/charges/0/id"));
        assertThat(draft.path("tax_rate")).isEqualTo(first.path("tax_rate"));
        assertThat(api.all(versions))
                .extracting(row -> row.path("number").asInt())
                .containsExactly(1);
        api.post(versions, Body.of()).expectProblem(409, "conflict");
    }

    @Test
    void aDraftCanBeChangedByWhoHasReadIt() {
        String tag = api.post(versions, Body.of())
                .expect(201)
                .json()
                .path("revision")
                .asText();
        Api reader = api.with("If-Match", "\"" + tag + "\"");
        JsonNode changed = reader.patch(versions + "/2", Body.of("tax_rate", "", "charges", List.of(Samples.fee())))
                .expect(200)
                .json();
        assertThat(changed.path("charges")).hasSize(1);
        assertThat(changed.path("tax_rate").isNull()).isTrue();
        reader.patch(versions + "/2", Body.of("interval_count", 2)).expectProblem(412, "precondition_failed");
        reader.post(versions + "/2/publish").expectProblem(412, "precondition_failed");
        api.patch(versions + "/2", Body.of("charges", List.of(Body.like(Samples.fee(), "unit_amount", null))))
                .expectProblem(422, "validation_failed", "charges[0].unit_amount");
        assertThat(api.get(versions + "/2").json()).isEqualTo(changed);
    }

    @Test
    void aDraftCanBeGivenUpAndBegunAnew() {
        api.post(versions, Body.of("interval_count", 3)).expect(201);
        api.with("If-Match", "\"7\"").delete(versions + "/2").expectProblem(412, "precondition_failed");
        api.delete(versions + "/2").expect(204);
        api.get(versions + "/2").expectProblem(404, "not_found");
        api.delete(versions + "/2").expectProblem(404, "not_found");
        api.delete(versions + "/1").expectProblem(409, "conflict");
        assertThat(api.all("/events?type=plan_version.discarded")).hasSize(1);
        JsonNode again = api.post(versions, Body.of()).expect(201).json();
        assertThat(again.path("number").asInt()).isEqualTo(2);
        assertThat(again.path("interval_count").asInt()).isEqualTo(1);
    }

    @Test
    void aPublishedVersionNeverChangesAndTakesNewSubscribers() {
        UUID first = subscribe("first");
        api.post(versions, Body.of("charges", List.of(Body.like(Samples.fee(), "unit_amount", "39.00"))))
                .expect(201);
        UUID second = subscribe("second");
        api.post(versions + "/2/publish").expect(200);
        UUID third = subscribe("third");

        api.patch(versions + "/2", Body.of("interval_count", 2)).expectProblem(409, "conflict");
        api.post(versions + "/2/publish").expectProblem(409, "conflict");
        assertThat(api.all(versions))
                .extracting(row -> row.path("number").asInt())
                .containsExactly(2, 1);
        assertThat(pinned(second)).isEqualTo(pinned(first)); // a draft takes nobody
        assertThat(pinned(third)).isNotEqualTo(pinned(first));
        assertThat(api.get(versions.replace("/versions", ""))
                        .json()
                        .path("version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void anArchivedVersionTakesNoSubscribers() {
        api.post(versions, Body.of()).expect(201);
        api.post(versions + "/2/archive").expectProblem(409, "conflict");
        api.post(versions + "/2/publish").expect(200);
        UUID onSecond = subscribe("second");
        JsonNode archived = api.post(versions + "/2/archive").expect(200).json();
        assertThat(archived.path("status").asText()).isEqualTo("archived");
        UUID onFirst = subscribe("first");
        assertThat(pinned(onFirst)).isNotEqualTo(pinned(onSecond));

        api.post(versions + "/1/archive").expect(200);
        UUID customer = tenant.customer("late", "UTC");
        api.post("/subscriptions", Body.of("customer_id", customer, "plan", Samples.PLAN))
                .expectProblem(422, "validation_failed", "plan");
    }

    @Test
    void aDiffNamesWhatWasAddedRemovedAndChanged() {
        Map<String, @Nullable Object> dearer = Body.like(Samples.fee(), "unit_amount", "39.00", "name", "Fee");
        Map<String, @Nullable Object> setUp = Body.like(Samples.fee(), "code", "setup");
        api.post(versions, Body.of("interval_count", 2, "charges", List.of(dearer, setUp)))
                .expect(201);
        JsonNode diff = api.get(versions + "/1/diff?to=2").expect(200).json();
        assertThat(diff.path("terms"))
                .isEqualTo(Body.parse("[{\"field\": \"interval_count\", \"from\": 1, \"to\": 2}]"));
        assertThat(diff.path("added").findValuesAsText("code")).containsExactly("setup");
        assertThat(diff.path("removed")).hasSize(1);
        assertThat(diff.at("/changed/0/fields").findValuesAsText("field")).containsExactly("name", "unit_amount");
        assertThat(diff.at("/changed/0/fields/1"))
                .isEqualTo(Body.parse("{\"field\": \"unit_amount\", \"from\": \"29.00\", \"to\": \"39.00\"}"));
        JsonNode none = api.get(versions + "/1/diff").expect(200).json();
        assertThat(none.path("changed")).isEmpty();
        assertThat(none.path("terms")).isEmpty();
    }

    @Test
    void aCommitmentIsATermOfAVersionAndOneOfZeroIsNone() {
        Map<String, @Nullable Object> hundred = Body.of("amount", "100.00", "tax_rates", List.of("vat20"));
        JsonNode draft = api.post(versions, Body.of("minimum_commitment", hundred))
                .expect(201)
                .json();
        assertThat(draft.path("minimum_commitment")).isEqualTo(Body.parse(Body.text(hundred)));
        assertThat(api.get(versions + "/1/diff?to=2").json().path("terms"))
                .isEqualTo(Body.parse(
                        "[{\"field\": \"minimum_commitment\", \"from\": null, \"to\": " + Body.text(hundred) + "}]"));
        JsonNode kept = api.patch(versions + "/2", Body.of("interval_count", 2))
                .expect(200)
                .json();
        assertThat(kept.path("minimum_commitment")).isEqualTo(draft.path("minimum_commitment"));
        api.patch(versions + "/2", Body.of("minimum_commitment", Body.like(hundred, "tax_rates", List.of("none"))))
                .expectProblem(422, "validation_failed", "minimum_commitment.tax_rates[0]");
        api.patch(versions + "/2", Body.of("minimum_commitment", Body.of("amount", "-1")))
                .expectProblem(422, "validation_failed", "minimum_commitment.amount");
        JsonNode none = api.patch(versions + "/2", Body.of("minimum_commitment", Body.of("amount", "0")))
                .expect(200)
                .json();
        assertThat(none.path("minimum_commitment").isNull()).isTrue();
    }

    @Test
    void aVersionThatIsNotThereIsNotFound() {
        for (String path : List.of("/7", "/0", "/x", "/1/diff?to=7")) {
            api.get(versions + path).expectProblem(404, "not_found");
        }
        api.post(versions + "/7/publish").expectProblem(404, "not_found");
        api.post(versions + "/7/archive").expectProblem(404, "not_found");
        api.post("/plans/" + UUID.randomUUID() + "/versions", Body.of()).expectProblem(404, "not_found");
        api.get("/plans/" + UUID.randomUUID() + "/versions").expectProblem(404, "not_found");
    }

    private UUID subscribe(String name) {
        return api.post("/subscriptions", Body.of("customer_id", tenant.customer(name, "UTC"), "plan", Samples.PLAN))
                .expect(201)
                .id();
    }

    private String pinned(UUID subscription) {
        return api.get("/subscriptions/" + subscription)
                .json()
                .path("plan_version_id")
                .asText();
    }
}
