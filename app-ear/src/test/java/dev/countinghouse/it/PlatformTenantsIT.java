package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The registry of tenants: what operators see of it, and suspending. */
class PlatformTenantsIT {

    private final Api operator = Operators.client();
    private final TestTenant tenant = TestTenant.register();

    private String path() {
        return "/platform/tenants/" + tenant.tenantId();
    }

    @Test
    void aTenantIsFoundByItsSlugAndShownAsTheRegistryHasIt() {
        JsonNode row = operator.get("/platform/tenants?slug=" + tenant.slug())
                .expect(200)
                .json()
                .path("data");
        assertThat(row).hasSize(1);
        assertThat(row.path(0).path("id").asText()).isEqualTo(tenant.tenantId().toString());
        assertThat(row.path(0).path("schema").asText()).isEqualTo(tenant.schema());
        assertThat(row.path(0).path("status").asText()).isEqualTo("active");
        assertThat(row.path(0).path("kind").asText()).isEqualTo("live");
        assertThat(row.path(0).path("plan").asText()).isEqualTo("community");
        assertThat(unmeasured(operator.get(path()).expect(200).json())).isEqualTo(unmeasured(row.path(0)));
    }

    /** Without the storage, which may be measured between two questions. */
    private static JsonNode unmeasured(JsonNode shown) {
        return ((ObjectNode) shown.deepCopy()).without(List.of("storage_bytes", "storage_measured_at"));
    }

    @Test
    void filtersNarrowAndAWrongOneIsNamed() {
        String slug = "&slug=" + tenant.slug();
        assertThat(data("/platform/tenants?status=suspended" + slug)).isEmpty();
        assertThat(data("/platform/tenants?kind=sandbox" + slug)).isEmpty();
        assertThat(data("/platform/tenants?kind=live&status=active" + slug)).hasSize(1);
        operator.get("/platform/tenants?status=dead").expectProblem(422, "validation_failed", "status");
        operator.get("/platform/tenants/" + UUID.randomUUID()).expectProblem(404, "not_found");
    }

    private List<JsonNode> data(String list) {
        return operator.all(list);
    }

    @Test
    void aSuspendedTenantsTokensAndKeysAreRefusedAtOnceAndGoodAgainAfterwards() {
        String key = tenant.api()
                .post("/api-keys", Body.of("name", "machine"))
                .expect(201)
                .json()
                .path("secret")
                .asText();
        Api machine = tenant.anonymous().withKey(key);
        operator.post(path() + "/suspend", Body.of("reason", "unpaid")).expect(200);
        tenant.api().get("/tenant").expectProblem(403, "tenant_suspended");
        machine.get("/tenant").expectProblem(403, "tenant_suspended");
        JsonNode seen = operator.get(path()).expect(200).json();
        assertThat(seen.path("status").asText()).isEqualTo("suspended");
        assertThat(seen.path("status_reason").asText()).isEqualTo("unpaid");

        JsonNode resumed = operator.post(path() + "/resume").expect(200).json();
        assertThat(resumed.path("status").asText()).isEqualTo("active");
        assertThat(resumed.path("status_reason").isNull()).isTrue();
        tenant.api().get("/tenant").expect(200);
        machine.get("/tenant").expect(200);
        assertThat(unmeasured(operator.post(path() + "/resume").expect(200).json()))
                .isEqualTo(unmeasured(resumed));
    }

    @Test
    void aReasonIsNeeded() {
        operator.post(path() + "/suspend", Body.of("reason", " ")).expectProblem(422, "validation_failed", "reason");
        operator.post(path() + "/suspend", Body.of()).expectProblem(422, "validation_failed", "reason");
        tenant.api().get("/tenant").expect(200);
    }

    @Test
    void dueWorkOfASuspendedTenantWaitsAndGoesOnAfterwards() {
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("c", "UTC");
        tenant.subscribe(customer, "2026-01-01");
        tenant.awaitSettled();
        tenant.awaitInvoices(1);
        operator.post(path() + "/suspend", Body.of("reason", "unpaid")).expect(200);
        tenant.execute(
                "UPDATE public.due_work SET due_at = now() WHERE tenant_id = ? AND kind = 'usage_aggregation'",
                tenant.tenantId());
        String waiting = "SELECT count(*) FROM public.due_work w JOIN public.tenants t ON t.id = w.tenant_id"
                + " WHERE t.schema_name = '%s' AND w.kind = 'usage_aggregation' AND w.due_at <= now() AND lease_until IS NULL";
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(6)).until(() -> tenant.count(waiting) == 1);
        operator.post(path() + "/resume").expect(200);
        await().atMost(Duration.ofSeconds(30)).until(() -> tenant.count(waiting) == 0);
    }
}
