package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.migrations.OperatorKeys;
import dev.countinghouse.testing.TestApplication;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators who work in a tenant: for a reason, for a while, and in its sight. */
class SupportAccessIT {
    private static final String REASON = "Ticket 4711: invoices look wrong";
    private final TestTenant tenant = TestTenant.register();
    private final String operatorKey = Operators.newKey(TestApplication.database());
    private final Api operator = Api.anonymous().withKey(operatorKey).of(Api.ALL);

    private Answer ask(Object... fields) {
        return operator.post(
                "/platform/tenants/" + tenant.tenantId() + "/support-access",
                Body.like(Body.of("reason", REASON), fields));
    }

    private JsonNode open(Object... fields) {
        return ask(fields).expect(201).json();
    }

    private static Api by(JsonNode access) {
        return Api.anonymous().of(Api.ALL).withKey(access.path("token").asText());
    }

    private JsonNode newestEntry() {
        return tenant.api().all("/audit-log").getFirst();
    }

    @Test
    void anAccessOpensOneTenantToReadAndNothingElse() {
        UUID customer = tenant.customer("c", "UTC");
        Api support = by(open());
        support.get("/customers/" + customer).expect(200);
        support.get("/audit-log").expect(200);
        assertThat(support.get("/tenant").json().path("slug").asText()).isEqualTo(tenant.slug());
        support.post("/customers", Samples.customer()).expectProblem(403, "forbidden");
        support.post("/api-keys", Body.of("name", "k")).expectProblem(403, "forbidden");
        support.delete("/members/" + tenant.ownerId()).expectProblem(403, "forbidden");
        support.get("/platform/tenants").expectProblem(403, "forbidden");
        support.get("/users/me/tenants").expectProblem(403, "forbidden");
        support.with("X-Tenant", TestTenant.register().slug()).get("/customers").expectProblem(403, "tenant_mismatch");
    }

    @Test
    void theTenantSeesItAtOnceWithItsReason() {
        JsonNode access = open("minutes", 30);
        JsonNode seen = tenant.api().all("/support-access").getFirst();
        assertThat(seen.path("id")).isEqualTo(access.path("id"));
        assertThat(seen.path("reason").asText()).isEqualTo(REASON);
        assertThat(seen.path("operator").asText()).startsWith("operator:");
        assertThat(seen.path("status").asText()).isEqualTo("open");
        assertThat(seen.path("permissions"))
                .isNotEmpty()
                .allSatisfy(permission -> assertThat(permission.asText()).endsWith(":read"));
        assertThat(seen.toString()).doesNotContain(access.path("token").asText());
        JsonNode entry = newestEntry();
        assertThat(entry.path("action").asText()).isEqualTo("support_access.open");
        assertThat(entry.path("reason").asText()).isEqualTo(REASON);
        assertThat(entry.at("/actor/kind").asText()).isEqualTo("operator");
        assertThat(entry.toString()).doesNotContain(access.path("token").asText());
    }

    @Test
    void whatIsChangedByItIsInTheAuditLogWithOperatorAndReason() {
        Api support = by(open("permissions", List.of("customer:read", "customer:write")));
        UUID customer =
                support.post("/customers", Samples.customer()).expect(201).id();
        support.get("/invoices").expectProblem(403, "forbidden");
        JsonNode entry = newestEntry();
        assertThat(entry.path("action").asText()).isEqualTo("customer.create");
        assertThat(entry.path("resource_id").asText()).isEqualTo(customer.toString());
        assertThat(entry.at("/actor/kind").asText()).isEqualTo("operator");
        assertThat(entry.at("/actor/name").asText()).startsWith("operator:");
        assertThat(entry.path("reason").asText()).isEqualTo(REASON);
    }

    @Test
    void theOwnerEndsItAtOnceAndNobodyBelowHim() {
        JsonNode access = open();
        Api support = by(access);
        support.get("/customers").expect(200);
        String path = "/support-access/" + access.path("id").asText();
        tenant.member("admin").delete(path).expectProblem(403, "forbidden");
        support.delete(path).expectProblem(403, "forbidden");
        tenant.member("viewer").get("/support-access").expectProblem(403, "forbidden");
        tenant.api().delete(path).expect(204);
        support.get("/customers").expectProblem(401, "unauthenticated");
        JsonNode entry = newestEntry();
        assertThat(entry.path("action").asText()).isEqualTo("support_access.end");
        assertThat(entry.at("/actor/name").asText()).isEqualTo(tenant.email());
        assertThat(tenant.api().get(path).json().path("status").asText()).isEqualTo("ended");
        tenant.api().delete(path).expect(204); // over is over
        assertThat(newestEntry().path("id")).isEqualTo(entry.path("id"));
    }

    @Test
    void itEndsByItself() {
        JsonNode access = open("minutes", 1);
        Api support = by(access);
        support.get("/customers").expect(200);
        tenant.execute(
                "UPDATE public.support_accesses SET expires_at = now() WHERE id = ?",
                UUID.fromString(access.path("id").asText()));
        support.get("/customers").expectProblem(401, "unauthenticated");
        assertThat(tenant.api().all("/support-access").getFirst().path("status").asText())
                .isEqualTo("expired");
    }

    @Test
    void theOperatorEndsItAndARevokedOperatorIsOut() throws SQLException {
        JsonNode access = open();
        operator.delete("/platform/tenants/" + tenant.tenantId() + "/support-access/"
                        + access.path("id").asText())
                .expect(204);
        by(access).get("/customers").expectProblem(401, "unauthenticated");
        Api support = by(open());
        support.get("/customers").expect(200);
        try (Connection owner = TestApplication.database().owner()) {
            assertThat(OperatorKeys.revoke(owner, OperatorKeys.keyId(operatorKey)))
                    .isTrue();
        }
        support.get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void itNeedsAReasonAndIsBounded() {
        ask("reason", " ").expectProblem(422, "validation_failed", "reason");
        ask("minutes", 481).expectProblem(422, "validation_failed", "minutes");
        ask("minutes", 0).expectProblem(422, "validation_failed", "minutes");
        operator.post("/platform/tenants/" + UUID.randomUUID() + "/support-access", Body.of("reason", REASON))
                .expectProblem(404, "not_found");
        assertThat(tenant.api().all("/support-access")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"member:write", "api_key:write", "role:write", "tenant:own", "tenant:export", "platform:read"})
    void itNeverDecidesWhoMayDoWhat(String permission) {
        ask("permissions", List.of("invoice:read", permission))
                .expectProblem(422, "validation_failed", "permissions[1]");
    }

    @Test
    void anAccessThatWasNotNotedOpensNothing() {
        JsonNode access = open();
        tenant.execute(
                "UPDATE public.support_accesses SET opened_at = NULL WHERE id = ?",
                UUID.fromString(access.path("id").asText()));
        by(access).get("/customers").expectProblem(401, "unauthenticated");
    }
}
