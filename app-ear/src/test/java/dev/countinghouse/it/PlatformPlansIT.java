package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiers: how operators write them, and that what they write holds for the tenants on them. */
class PlatformPlansIT {

    private static final String PLANS = "/platform/plans";

    private final Api operator = Operators.client();

    private String make(@Nullable Object... limits) {
        return operator.post(PLANS, Body.like(Samples.platformTier(), "limits", Body.of(limits)))
                .expect(201)
                .json()
                .path("code")
                .asText();
    }

    @Test
    void aTierThatWasMadeIsShownWithItsPriceItsLimitsAndTheDefaults() {
        Map<String, @Nullable Object> body =
                Body.like(Samples.platformTier(), "limits", Body.of("requests_at_once", 3, "storage_mib", 1));
        Answer made = operator.post(PLANS, body).expect(201);
        String path = PLANS + "/" + body.get("code");
        assertThat(made.header("Location")).endsWith("/api/v1" + path);
        Answer read = operator.get(path).expect(200);
        JsonNode tier = read.json();
        assertThat(tier).isEqualTo(made.json());
        assertThat(read.header("ETag")).isEqualTo("\"0\"");
        assertThat(tier.at("/price/amount").asText()).isEqualTo("49.00");
        assertThat(tier.at("/price/currency").asText()).isEqualTo("EUR");
        assertThat(tier.path("limits")).isEqualTo(Body.parse("{\"requests_at_once\":3,\"storage_mib\":1}"));
        assertThat(tier.at("/effective_limits/storage_mib").asInt()).isEqualTo(1);
        assertThat(tier.at("/effective_limits/json_kib").asInt()).isEqualTo(256);
        assertThat(tier.path("tenants").asInt()).isZero();
        operator.post(PLANS, body).expectProblem(409, "code_taken");
        operator.get(PLANS + "/" + UUID.randomUUID()).expectProblem(404, "not_found");
        operator.patch(PLANS + "/" + UUID.randomUUID(), Body.of("name", "n")).expectProblem(404, "not_found");
    }

    @Test
    void theListCountsTheTenantsThatAreOnATier() {
        TestTenant tenant = TestTenant.register();
        String code = make();
        String tier = "/platform/tenants/" + tenant.tenantId() + "/tier";
        operator.put(tier, Body.of("plan", code)).expect(200);
        assertThat(listed(code).path("tenants").asInt()).isEqualTo(1);
        operator.put(tier, Body.of("plan", "community")).expect(200);
        assertThat(listed(code).path("tenants").asInt()).isZero();
        assertThat(listed("community").path("tenants").asInt()).isPositive();
    }

    private JsonNode listed(String code) {
        List<JsonNode> found = operator.all(PLANS).stream()
                .filter(tier -> tier.path("code").asText().equals(code))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void aChangedLimitHoldsForATenantOnTheTierFromItsNextRequestOn() {
        TestTenant tenant = TestTenant.register();
        String code = make("json_kib", 8);
        operator.put("/platform/tenants/" + tenant.tenantId() + "/tier", Body.of("plan", code))
                .expect(200);
        String large = Body.text(Body.of("name", "n".repeat(2_000)));
        tenant.api().post("/customers", large).expectProblem(422, "validation_failed");

        operator.patch(PLANS + "/" + code, Body.of("limits", Body.of("json_kib", 1)))
                .expect(200);
        tenant.api().post("/customers", large).expectProblem(413, "body_too_large");
        assertThat(tenant.api().get("/tenant").json().at("/limits/json_kib").asInt())
                .isEqualTo(1);

        operator.patch(PLANS + "/" + code, Body.of("limits", Body.of("json_kib", null)))
                .expect(200);
        tenant.api().post("/customers", large).expectProblem(422, "validation_failed");
    }

    @Test
    void aChangeLeavesWhatItDoesNotNameAndTakesOutWhatIsNull() {
        String path = PLANS + "/" + make("requests_at_once", 3, "storage_mib", 7);
        JsonNode renamed =
                operator.patch(path, Body.of("name", "Larger")).expect(200).json();
        assertThat(renamed.path("name").asText()).isEqualTo("Larger");
        assertThat(renamed.at("/price/amount").asText()).isEqualTo("49.00");
        assertThat(renamed.path("limits").path("storage_mib").asInt()).isEqualTo(7);

        Map<String, @Nullable Object> limits = Body.of("requests_at_once", null, "json_kib", 5);
        Map<String, @Nullable Object> price = Body.of("amount", "1200", "currency", "JPY");
        JsonNode changed = operator.patch(path, Body.of("limits", limits, "price", price))
                .expect(200)
                .json();
        assertThat(changed.path("name").asText()).isEqualTo("Larger");
        assertThat(changed.path("limits")).isEqualTo(Body.parse("{\"json_kib\":5,\"storage_mib\":7}"));
        assertThat(changed.path("price")).isEqualTo(Body.parse("{\"amount\":\"1200\",\"currency\":\"JPY\"}"));
        assertThat(changed.path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aChangeOfWhatWasReadBeforeSomebodyElsesChangeIsRefused() {
        String path = PLANS + "/" + make();
        Api reader = operator.with("If-Match", operator.get(path).header("ETag"));
        operator.patch(path, Body.of("name", "First")).expect(200);
        reader.patch(path, Body.of("name", "Second")).expectProblem(412, "precondition_failed");
        assertThat(operator.get(path).json().path("name").asText()).isEqualTo("First");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"storage_mb\": 10} | limits.storage_mb",
                "{\"storage_mb\": null} | limits.storage_mb",
                "{\"storage_mib\": -1} | limits.storage_mib",
                "{\"storage_mib\": 0} | limits.storage_mib",
                "{\"storage_mib\": 99999999999999999999} | limits.storage_mib",
                "{\"requests_at_once\": 65} | limits.requests_at_once",
                "{\"requests_at_once\": 1.5} | limits.requests_at_once",
                "{\"requests_at_once\": \"4\"} | limits.requests_at_once",
                "{\"requests_at_once\": true} | limits.requests_at_once",
                "{\"requests_at_once\": [4]} | limits.requests_at_once",
                "{\"requests_at_once\": {\"x\": 4}} | limits.requests_at_once",
                "{\"statement_timeout_seconds\": 5} | limits.lock_timeout_seconds"
            })
    void aWrongLimitIsToldByItsNameAndNothingChanges(String limits, String field) {
        String path = PLANS + "/" + make("storage_mib", 7);
        JsonNode before = operator.get(path).json();
        operator.patch(path, Body.of("limits", Body.parse(limits))).expectProblem(422, "validation_failed", field);
        assertThat(operator.get(path).json()).isEqualTo(before);

        Map<String, @Nullable Object> tier = Body.like(Samples.platformTier(), "limits", Body.parse(limits));
        operator.post(PLANS, tier).expectProblem(422, "validation_failed", field);
        operator.get(PLANS + "/" + tier.get("code")).expectProblem(404, "not_found");
    }

    @Test
    void whatElseIsWrongIsToldByItsField() {
        refused("code", "no spaces", "code");
        refused("name", " ", "name");
        refused("price", Body.of("amount", "-1", "currency", "EUR"), "price.amount");
        refused("price", Body.of("amount", "0.001", "currency", "EUR"), "price.amount");
        refused("price", Body.of("amount", "1", "currency", "XXX"), "price.currency");
        operator.post(PLANS, Body.like(Samples.platformTier(), "limits", 4)).expectProblem(400, "malformed_request");
    }

    private void refused(String name, Object value, String field) {
        operator.post(PLANS, Body.like(Samples.platformTier(), name, value))
                .expectProblem(422, "validation_failed", field);
    }

    @Test
    void aNumberWrittenWithAFractionOfZeroIsAWholeNumber() {
        Answer made = operator.post(
                        PLANS, Body.like(Samples.platformTier(), "limits", Body.parse("{\"storage_mib\": 8.0}")))
                .expect(201);
        assertThat(made.json().at("/effective_limits/storage_mib").asInt()).isEqualTo(8);
    }
}
