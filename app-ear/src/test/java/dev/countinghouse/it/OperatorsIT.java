package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.migrations.OperatorKeys;
import dev.countinghouse.testing.TestApplication;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Operators' keys: what opens with one, and that no tenant's books do. */
class OperatorsIT {

    private final Api operator = Operators.client();

    @Test
    void aKeyWithoutARowOrWithAnotherSecretOpensNothing() {
        Api.anonymous().withKey(OperatorKeys.mint()).get("/platform/tenants").expectProblem(401, "unauthenticated");
        String key = Operators.newKey(TestApplication.database());
        String forged =
                "ch_ops_" + OperatorKeys.keyId(key) + OperatorKeys.mint().substring("ch_ops_12345678".length());
        Api.anonymous().withKey(forged).get("/platform/tenants").expectProblem(401, "unauthenticated");
    }

    @Test
    void aRevokedKeyIsRefusedFromTheNextRequestOn() throws SQLException {
        String key = Operators.newKey(TestApplication.database());
        Api client = Api.anonymous().withKey(key).of(Api.ALL);
        client.get("/platform/tenants").expect(200);
        try (Connection owner = TestApplication.database().owner()) {
            assertThat(OperatorKeys.revoke(owner, OperatorKeys.keyId(key))).isTrue();
            assertThat(OperatorKeys.revoke(owner, OperatorKeys.keyId(key))).isFalse();
            OperatorKeys.add(owner, "again", key); // what a restart of the installation does
        }
        client.get("/platform/tenants").expectProblem(401, "unauthenticated");
    }

    @Test
    void anExpiredKeyIsRefused() throws SQLException {
        String key = Operators.newKey(TestApplication.database());
        try (Connection owner = TestApplication.database().owner();
                var update = owner.prepareStatement(
                        "UPDATE public.platform_keys SET expires_at = now() - interval '1 second' WHERE key_id = ?")) {
            update.setString(1, OperatorKeys.keyId(key));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        Api.anonymous().withKey(key).get("/platform/tenants").expectProblem(401, "unauthenticated");
    }

    @Test
    void anOperatorReadsNoBooksAndNamesNoTenant() {
        TestTenant tenant = TestTenant.register();
        operator.get("/customers").expectProblem(403, "forbidden");
        operator.get("/invoices").expectProblem(403, "forbidden");
        operator.get("/tenant").expectProblem(403, "forbidden");
        operator.get("/users/me").expectProblem(403, "forbidden");
        Api naming = operator.with("X-Tenant", tenant.slug());
        naming.get("/customers").expectProblem(403, "tenant_mismatch");
        naming.get("/platform/tenants").expectProblem(403, "tenant_mismatch");
    }

    @Test
    void aTenantsCredentialsOpenNothingOfThePlatform() {
        TestTenant tenant = TestTenant.register();
        tenant.api().get("/platform/tenants").expectProblem(403, "forbidden");
        tenant.api()
                .post("/platform/tenants/" + tenant.tenantId() + "/suspend", Body.of("reason", "spite"))
                .expectProblem(403, "forbidden");
        String key = tenant.api()
                .post("/api-keys", Body.of("name", "machine"))
                .expect(201)
                .json()
                .path("secret")
                .asText();
        tenant.anonymous().withKey(key).get("/platform/tenants").expectProblem(403, "forbidden");
        tenant.api()
                .post("/api-keys", Body.of("name", "climber", "permissions", java.util.List.of("platform:read")))
                .expectProblem(422, "validation_failed", "permissions[0]");
    }

    @Test
    void theirCredentialSaysWhoTheyAre() {
        var answer = operator.post("/auth/validate").expect(200).json();
        assertThat(answer.path("upn").asText()).startsWith("operator:");
        assertThat(answer.path("tenant").isNull()).isTrue();
        assertThat(answer.path("permissions")).hasSize(2);
        operator.post("/auth/logout").expect(204);
        operator.get("/platform/tenants").expect(200);
    }

    @Test
    void anIdempotencyKeyOfAnOperatorIsLetThrough() {
        TestTenant tenant = TestTenant.register();
        Api keyed = operator.with("Idempotency-Key", "once");
        String path = "/platform/tenants/" + tenant.tenantId();
        keyed.post(path + "/suspend", Body.of("reason", "unpaid")).expect(200);
        keyed.post(path + "/resume").expect(200);
        tenant.api().get("/tenant").expect(200);
    }
}
