package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PlanDraftsIT {
    private final TestTenant tenant = TestTenant.register();
    private final Api api = tenant.api();
    private Map<String, @Nullable Object> wanted = Body.of();

    @BeforeEach
    void makeCatalog() {
        tenant.makeCatalog();
        wanted = Body.like(Samples.plan(), "code", "next", "status", "draft", "metadata", Map.of("a", "b"));
    }

    private String draft() {
        return "/plans/" + api.post("/plans", wanted).expect(201).id();
    }

    @Test
    void aPlanMayBeginAsADraftWhichIsShownAndChanged() {
        Answer made = api.post("/plans", wanted).expect(201);
        String plan = "/plans/" + made.id();
        assertThat(made.json().path("status").asText()).isEqualTo("draft");
        assertThat(made.json().path("version").asInt()).isEqualTo(1);
        assertThat(made.json().at("/metadata/a").asText()).isEqualTo("b");
        assertThat(api.get(plan).expect(200).json()).isEqualTo(made.json());
        assertThat(api.all("/plans"))
                .extracting(row -> row.path("status").asText())
                .containsExactly("draft", "published");
        assertThat(api.all(plan + "/versions")).isEmpty();
        api.patch(plan + "/versions/1", Body.of("trial_days", 7)).expect(200);
        assertThat(api.get(plan).json().path("trial_days").asInt()).isEqualTo(7);
        api.post(plan + "/versions", Body.of()).expectProblem(409, "conflict");

        JsonNode published = api.post(plan + "/versions/1/publish").expect(200).json();
        assertThat(published.path("status").asText()).isEqualTo("published");
        assertThat(api.get(plan).json().path("status").asText()).isEqualTo("published");
        assertThat(api.all(plan + "/versions")).containsExactly(published);
        subscribe().expect(201);
        api.post(plan + "/versions", Body.of()).expect(201);
        assertThat(api.get(plan).json().path("status").asText()).isEqualTo("published");
    }

    private Answer subscribe() {
        UUID customer = tenant.customer("c-" + TestTenant.unique(), "UTC");
        return api.post("/subscriptions", Body.of("customer_id", customer, "plan", "next"));
    }

    @Test
    void nothingUsesADraft() {
        String plan = draft();
        subscribe().expectProblem(422, "validation_failed", "plan");
        api.post("/coupons", Body.like(Things.coupon(), "plans", List.of("next")))
                .expectProblem(422, "validation_failed", "plans[0]");
        assertThat(api.get(plan + "/entitlements").expect(200).json().path("data"))
                .isEmpty();
        Map<String, @Nullable Object> seats = Things.feature();
        api.post("/features", seats).expect(201);
        Map<String, @Nullable Object> entitled =
                Body.of("entitlements", List.of(Body.of("feature", seats.get("code"), "quantity", "1")));
        api.put(plan + "/entitlements", entitled).expectProblem(409, "conflict");
        api.get(plan + "/versions/1/diff").expectProblem(409, "conflict");
        api.post("/plans", Body.like(Body.like(wanted, "code", "x"), "entitlements", entitled.get("entitlements")))
                .expectProblem(422, "validation_failed", "entitlements");

        JsonNode document = api.get("/catalog/export").expect(200).json();
        assertThat(document.path("plans").findValuesAsText("code")).doesNotContain("next");
        Map<String, @Nullable Object> same = Body.like(wanted, "status", null);
        api.post("/catalog/import", Body.of("plans", List.of(same)))
                .expectProblem(422, "validation_failed", "plans[0].code");
        api.post("/catalog/import", Body.of("plans", List.of(Body.like(wanted, "code", "x"))))
                .expectProblem(422, "validation_failed", "plans[0].status");
        api.post("/plans", Body.like(wanted, "code", "x", "status", "archived"))
                .expectProblem(400, "malformed_request", "status");
    }

    @Test
    void aPlanIsGivenUpWithTheDraftOfItsFirstVersion() {
        String plan = draft();
        api.with("If-Match", "\"7\"").delete(plan + "/versions/1").expectProblem(412, "precondition_failed");
        api.delete(plan + "/versions/1").expect(204);
        api.get(plan).expectProblem(404, "not_found");
        api.get(plan + "/versions").expectProblem(404, "not_found");
        api.patch(plan, Body.of("name", "Other")).expectProblem(404, "not_found");
        assertThat(api.all("/plans")).hasSize(1);
        assertThat(api.all("/events?type=plan.discarded")).hasSize(1);
        String id = plan.substring("/plans/".length());
        assertThat(tenant.count("SELECT count(*) FROM %s.custom_data WHERE resource_id = '" + id + "'"))
                .isZero();
        assertThat(tenant.count("SELECT count(*) FROM %s.row_history WHERE row ->> 'id' = '" + id + "'"))
                .as("the rows of the plan and of its draft")
                .isEqualTo(2);
        assertThat(draft()).as("its code is free").isNotEqualTo(plan);
    }

    @RepeatedTest(5)
    void aDraftIsPublishedOrGivenUpAndNeverBoth() {
        String plan = draft();
        List<Answer> answers = Together.run(
                2, number -> number == 0 ? api.post(plan + "/versions/1/publish") : api.delete(plan + "/versions/1"));
        assertThat(answers).filteredOn(answer -> answer.status() < 300).hasSize(1);
        boolean published = answers.stream().anyMatch(answer -> answer.status() == 200);
        api.get(plan).expect(published ? 200 : 404);
        assertThat(api.all("/plans")).hasSize(published ? 2 : 1);
    }

    @Test
    void whatAPlanIsCalledMayChange() {
        String plan = "/plans/" + api.all("/plans").getFirst().path("id").asText();
        Answer read = api.get(plan).expect(200);
        assertThat(read.json().path("description").isNull()).isTrue();
        Api reader = api.with("If-Match", read.header("ETag"));
        JsonNode changed = reader.patch(plan, Body.of("description", "For small teams"))
                .expect(200)
                .json();
        assertThat(changed.path("description").asText()).isEqualTo("For small teams");
        assertThat(changed.path("name")).isEqualTo(read.json().path("name"));
        assertThat(changed.path("charges")).isEqualTo(read.json().path("charges"));
        reader.patch(plan, Body.of("name", "Other")).expectProblem(412, "precondition_failed");
        JsonNode noted = api.patch(plan, Body.of("metadata", Map.of("k", "v")))
                .expect(200)
                .json();
        assertThat(noted.path("revision").asInt())
                .isEqualTo(changed.path("revision").asInt() + 1);
        assertThat(api.get(plan).json()).isEqualTo(noted);
        assertThat(api.patch(plan, Body.of("description", " "))
                        .expect(200)
                        .json()
                        .path("description")
                        .isNull())
                .isTrue();
        api.patch(plan, Body.of("name", " ")).expectProblem(422, "validation_failed", "name");
        api.patch(plan, Body.of("description", "x".repeat(1001)))
                .expectProblem(422, "validation_failed", "description");
        api.patch(plan, Body.of("currency", "USD")).expectProblem(400, "unknown_field", "currency");
        api.patch("/plans/" + UUID.randomUUID(), Body.of("name", "Other")).expectProblem(404, "not_found");
        assertThat(api.all("/events?type=plan.updated")).hasSize(3);
    }

    @Test
    void aDocumentThatCallsAPlanOtherwiseMakesNoVersion() {
        ObjectNode document =
                (ObjectNode) api.get("/catalog/export").expect(200).json();
        ((ObjectNode) document.at("/plans/0")).put("name", "Teams").put("description", "For small teams");
        JsonNode imported = api.post("/catalog/import", document).expect(200).json();
        assertThat(imported.at("/items/2/action").asText()).isEqualTo("changed");
        assertThat(api.get("/catalog/export").json()).isEqualTo(document);
        JsonNode plan = api.all("/plans").getFirst();
        assertThat(plan.path("version").asInt()).isEqualTo(1);
        assertThat(plan.path("description").asText()).isEqualTo("For small teams");
        ((ObjectNode) document.at("/plans/0")).remove("description");
        api.post("/catalog/import", document).expect(200);
        assertThat(api.all("/plans").getFirst().path("description").isNull()).isTrue();
    }
}
