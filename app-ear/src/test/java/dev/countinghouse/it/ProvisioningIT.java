package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.testing.TestApplication;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants that another platform makes for its stores, and what it reads of their use. */
class ProvisioningIT {
    private final SigningPlatform platform = SigningPlatform.trusted();
    private final Map<String, @Nullable Object> store = platform.store("store-1");

    private static Api byKey(JsonNode provisioned) {
        return Api.anonymous()
                .of(Api.ALL)
                .withKey(provisioned.at("/api_key/secret").asText());
    }

    @Test
    void aStoreGetsATenantWithAKeyThatWorksAtOnce() {
        JsonNode made = platform.provision(store).expect(201).json();
        assertThat(made.path("created").asBoolean()).isTrue();
        assertThat(made.path("slug").asText()).startsWith("jansen-sohne");
        Api key = byKey(made);
        key.post("/customers", Samples.customer()).expect(201);
        JsonNode tenant = key.get("/tenant").expect(200).json();
        assertThat(tenant.path("id").asText()).isEqualTo(made.path("tenant_id").asText());
        assertThat(tenant.path("name").asText()).isEqualTo("Jansen & S\u00f6hne");
        assertThat(key.all("/audit-log"))
                .extracting(entry -> entry.path("action").asText())
                .contains("tenant.provision", "api_key.create");
        key.get("/platform/tenants").expectProblem(403, "forbidden");
    }

    @Test
    void theOwnerSetsHisPasswordByMail() {
        String email = String.valueOf(store.get("email"));
        JsonNode made = platform.provision(store).expect(201).json();
        String token = new Inbox(email).token("password-reset", 1);
        Api anybody = Api.anonymous().of(Api.ALL);
        anybody.post("/auth/password-reset/confirm", Body.of("token", token, "new_password", TestTenant.PASSWORD))
                .expect(204);
        JsonNode login = anybody.post("/auth/login", Body.of("email", email, "password", TestTenant.PASSWORD))
                .expect(200)
                .json();
        assertThat(login.at("/tenant/id").asText())
                .isEqualTo(made.path("tenant_id").asText());
        assertThat(login.at("/user/role").asText()).isEqualTo("owner");
    }

    @Test
    void whoAsksAgainIsAnsweredWithTheSameTenantAndNoSecret() {
        JsonNode made = platform.provision(store).expect(201).json();
        JsonNode again = platform.provision(store).expect(200).json();
        assertThat(again.path("tenant_id")).isEqualTo(made.path("tenant_id"));
        assertThat(again.at("/api_key/id")).isEqualTo(made.at("/api_key/id"));
        assertThat(again.at("/api_key/secret").isNull()).isTrue();
        assertThat(again.path("created").asBoolean()).isFalse();
        byKey(made).get("/tenant").expect(200);
    }

    @Test
    void manyAtOnceMakeOneTenant() {
        List<JsonNode> answers = Together.run(4, i -> platform.provision(store).json());
        Set<String> tenants = new HashSet<>();
        answers.forEach(answer -> tenants.add(answer.path("tenant_id").asText()));
        assertThat(tenants).hasSize(1).doesNotContain("");
        assertThat(answers.stream()
                        .filter(answer -> !answer.at("/api_key/secret").isNull()))
                .hasSize(1);
    }

    @Test
    void whatADyingServerLeftIsCompletedByAskingAgain() throws SQLException {
        JsonNode made = platform.provision(store).expect(201).json();
        try (Connection owner = TestApplication.database().owner();
                PreparedStatement update = owner.prepareStatement(
                        "UPDATE public.provisionings SET api_key_id = NULL WHERE tenant_id = ?")) {
            update.setObject(1, UUID.fromString(made.path("tenant_id").asText()));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        JsonNode again = platform.provision(store).expect(200).json();
        assertThat(again.path("tenant_id")).isEqualTo(made.path("tenant_id"));
        byKey(again).get("/tenant").expect(200);
    }

    @Test
    void aRotatedKeyTakesThePlaceOfTheOneBefore() {
        Api before = byKey(platform.provision(store).expect(201).json());
        JsonNode rotated = platform.provision(Body.like(store, "rotate_api_key", true))
                .expect(200)
                .json();
        byKey(rotated).get("/tenant").expect(200);
        before.get("/tenant").expectProblem(401, "unauthenticated");
    }

    @Test
    void aKeyThatTheTenantRevokedIsNotRotated() {
        JsonNode made = platform.provision(store).expect(201).json();
        byKey(made).delete("/api-keys/" + made.at("/api_key/id").asText()).expect(204);
        platform.provision(Body.like(store, "rotate_api_key", true)).expectProblem(409, "conflict");
    }

    @Test
    void anIdempotencyKeyIsOneRequests() {
        String body = Body.text(store);
        Api keyed = platform.signed(body).with("Idempotency-Key", "order-1");
        SigningPlatform.send(keyed, body).expect(201);
        SigningPlatform.send(platform.signed(body).with("Idempotency-Key", "order-1"), body)
                .expect(200);
        String other = Body.text(platform.store("store-2"));
        SigningPlatform.send(platform.signed(other).with("Idempotency-Key", "order-1"), other)
                .expectProblem(422, "idempotency_key_reused");
    }

    @Test
    void storesOfTwoPlatformsAreTwoTenants() {
        SigningPlatform other = SigningPlatform.trusted();
        JsonNode here = platform.provision(store).expect(201).json();
        JsonNode there = other.provision(other.store("store-1")).expect(201).json();
        assertThat(there.path("tenant_id")).isNotEqualTo(here.path("tenant_id"));
    }

    @Test
    void oneOwnerMayHaveSeveralStoresOfAPlatformButNobodyElseIsMadeAnOwner() {
        platform.provision(store).expect(201);
        Map<String, @Nullable Object> second = platform.store("store-2");
        second.put("email", store.get("email"));
        platform.provision(second).expect(201);
        Map<String, @Nullable Object> foreign = platform.store("store-3");
        foreign.put("email", TestTenant.register().email());
        platform.provision(foreign).expectProblem(409, "email_taken");
    }

    @Test
    void aRequestIsGoodOnce() {
        String body = Body.text(store);
        Api signed = platform.signed(body);
        SigningPlatform.send(signed, body).expect(201);
        SigningPlatform.send(signed, body).expectProblem(401, "unauthenticated");
    }

    @Test
    void anotherBodyTimeNonceOrKeyIsNotWhatWasSigned() {
        String body = Body.text(store);
        Api signed = platform.signed(body);
        String now = String.valueOf(Instant.now().getEpochSecond() + 1);
        SigningPlatform.send(signed, body + " ").expectProblem(401, "unauthenticated");
        SigningPlatform.send(signed.with("X-Provision-Timestamp", now), body).expectProblem(401, "unauthenticated");
        SigningPlatform.send(signed.with("X-Provision-Nonce", "another-nonce-0001"), body)
                .expectProblem(401, "unauthenticated");
        SigningPlatform.send(
                        signed.with("X-Provision-Key", SigningPlatform.trusted().keyId()), body)
                .expectProblem(401, "unauthenticated");
        SigningPlatform.send(signed.without("X-Provision-Signature"), body).expectProblem(401, "unauthenticated");
        SigningPlatform.send(signed, body).expect(201); // none of these used it up
    }

    @ParameterizedTest
    @ValueSource(longs = {-302, 302, -1_000_000_000})
    void aRequestIsGoodForFiveMinutes(long off) {
        String body = Body.text(store);
        SigningPlatform.send(platform.signed(body, Instant.now().getEpochSecond() + off, "nonce-0123456789"), body)
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aRevokedKeySignsNothing() {
        platform.provision(store).expect(201);
        Operators.client()
                .delete("/platform/provisioning-keys/" + platform.keyId())
                .expect(204);
        platform.provision(store).expectProblem(401, "unauthenticated");
        SigningPlatform.named(platform.id()).provision(store).expect(200); // another key of the same platform
    }

    @Test
    void aPlatformSpeaksForItselfAlone() {
        platform.provision(Body.like(store, "external_platform_id", "another")).expectProblem(403, "forbidden");
    }

    @Test
    void aSecretIsShownOnceAndStoredSealed() throws SQLException {
        assertThat(Operators.client().get("/platform/provisioning-keys").text()).doesNotContain(platform.secret());
        try (Connection owner = TestApplication.database().owner();
                ResultSet row = owner.createStatement()
                        .executeQuery("SELECT encode(sealed_secret, 'escape') FROM public.provisioning_keys")) {
            while (row.next()) {
                assertThat(row.getString(1)).doesNotContain(platform.secret());
            }
        }
    }

    @Test
    void thePlatformReadsTheUsageOfItsTenant() {
        JsonNode made = platform.provision(store).expect(201).json();
        Api key = byKey(made);
        key.post("/customers", Samples.customer()).expect(201);
        JsonNode report = key.get("/tenant/usage").expect(200).json();
        assertThat(report.path("external_platform_id").asText()).isEqualTo(platform.id());
        assertThat(report.path("external_store_id").asText()).isEqualTo("store-1");
        assertThat(report.path("customers").asLong()).isEqualTo(1);
        assertThat(report.path("members").asLong()).isEqualTo(1);
        assertThat(report.path("plan").asText()).isEqualTo("community");
        assertThat(report.at("/limits/requests_per_minute").asInt()).isPositive();
        assertThat(report.at("/storage/limit_bytes").asLong()).isPositive();
    }

    @Test
    void usageIsCountedByMonth() {
        TestTenant tenant = TestTenant.register();
        tenant.startClock("2026-01-01T00:00:00Z");
        tenant.makeCatalog();
        UUID customer = tenant.customer("c", "UTC");
        tenant.subscribe(customer, "2026-01-01");
        tenant.use(customer, "a", "2026-01-31T23:59:59Z", "1");
        tenant.use(customer, "b", "2026-02-01T00:00:00Z", "1");
        tenant.use(customer, "c", "2026-02-01T00:00:01Z", "1");
        tenant.advance("2026-02-02T00:00:00Z");
        JsonNode january = tenant.api().get("/tenant/usage?period=2026-01").json();
        JsonNode february = tenant.api().get("/tenant/usage").json();
        assertThat(january.path("usage_events").asLong()).isEqualTo(1);
        assertThat(january.path("invoices").asLong()).isEqualTo(finalizedIn(tenant, "2026-01"));
        assertThat(february.path("usage_events").asLong()).isEqualTo(2);
        assertThat(february.path("invoices").asLong()).isPositive().isEqualTo(finalizedIn(tenant, "2026-02"));
        assertThat(february.path("from").asText()).isEqualTo("2026-02-01");
        assertThat(february.path("external_store_id").isNull()).isTrue();
        tenant.api().get("/tenant/usage?period=2026-13").expectProblem(422, "validation_failed", "period");
    }

    private static long finalizedIn(TestTenant tenant, String month) {
        return tenant.invoices().stream()
                .filter(invoice -> invoice.path("finalized_at").asText().startsWith(month))
                .count();
    }
}
