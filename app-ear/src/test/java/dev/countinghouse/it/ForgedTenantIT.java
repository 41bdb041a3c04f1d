package dev.countinghouse.it;

import static dev.countinghouse.it.AttackedTenants.INTRUDER;
import static dev.countinghouse.it.AttackedTenants.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countinghouse.it.ApiDocument.Operation;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.testing.TestServers;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** Requests that claim to be another tenant's: by header, by claim, by key, by what another tenant was answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedTenantIT {
    private static final Set<String> OPEN = Set.of(
            "/auth/register",
            "/auth/login",
            "/auth/refresh",
            "/auth/mfa",
            "/auth/password-reset",
            "/auth/password-reset/confirm",
            "/auth/verify-email",
            "/auth/magic-link",
            "/auth/magic-link/verify",
            "/auth/sso/{slug}/start",
            "/auth/sso/{slug}/callback",
            "/auth/sso/token",
            "/auth/invitations/accept",
            "/auth/provision",
            "/webhooks/stripe/{tenant}");

    @AfterAll
    void nothingOfTheVictimsHasChanged() {
        assertThat(AttackedTenants.checksums()).isEqualTo(AttackedTenants.UNTOUCHED);
    }

    static Stream<Operation> closedOperations() {
        return ApiDocument.operations().stream().filter(operation -> !OPEN.contains(operation.path()));
    }

    static Stream<Operation> lists() {
        return ApiDocument.ofTenants()
                .filter(operation ->
                        operation.method().equals("GET") && operation.queries().contains("cursor"));
    }

    private static Answer send(Api api, Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
        return api.send(operation.method(), path, "application/json", BodyPublishers.ofString("{}"));
    }

    @Test
    void theDescriptionSaysWhatNeedsNoCredential() {
        assertThat(ApiDocument.open()).isEqualTo(OPEN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closedOperations")
    void aHeaderCannotChooseTheTenant(Operation operation) {
        for (String named : List.of(
                VICTIM.slug(),
                VICTIM.schema(),
                VICTIM.tenantId().toString(),
                INTRUDER.slug().toUpperCase(Locale.ROOT),
                INTRUDER.slug() + "," + VICTIM.slug(),
                "")) {
            send(INTRUDER.api().with("X-Tenant", named), operation).expectProblem(403, "tenant_mismatch");
        }
        INTRUDER.api().get("/users/me").expect(200); // neither did it log out
    }

    @Test
    void aSecondHeaderCannotEither() {
        Api own = INTRUDER.api().with("X-Tenant", INTRUDER.slug());
        own.get("/customers").expect(200);
        own.with("x-tenant", VICTIM.slug()).get("/customers").expectProblem(403, "tenant_mismatch");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("closedOperations")
    void aTokenOfATenantThatItsUserIsNoMemberOfIsNone(Operation operation) {
        String forged = TokenForge.sign(TokenForge.claims(INTRUDER.token())
                .claim("tenant_id", VICTIM.tenantId().toString())
                .claim("tenant", VICTIM.slug())
                .build());
        send(INTRUDER.api().withToken(forged), operation).expectProblem(401, "unauthenticated");
    }

    @Test
    void theTenantsNameInATokenDecidesNothing() {
        String forged = TokenForge.sign(TokenForge.claims(INTRUDER.token())
                .claim("tenant", VICTIM.slug())
                .build());
        Answer answer = INTRUDER.api().withToken(forged).get("/tenant").expect(200);
        assertThat(answer.json().path("slug").asText()).isEqualTo(INTRUDER.slug());
    }

    @Test
    void aTokenGivesNoMoreThanItsUserIsNow() {
        String address = INTRUDER.addMember("viewer");
        String viewer = INTRUDER.login(address).path("access_token").asText();
        String forged = TokenForge.sign(
                TokenForge.claims(viewer).claim("groups", List.of("owner")).build());
        INTRUDER.api().withToken(forged).get("/customers").expect(200);
        INTRUDER.api().withToken(forged).post("/customers", Samples.customer()).expectProblem(403, "forbidden");

        INTRUDER.execute(
                "DELETE FROM public.memberships WHERE tenant_id = ? AND user_id = (SELECT id FROM public.users WHERE"
                        + " email = ?)",
                INTRUDER.tenantId(),
                address);
        INTRUDER.api().withToken(viewer).get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void aDisabledUsersTokenIsRefusedAtOnce() {
        String address = INTRUDER.addMember("member");
        Api member = INTRUDER.api()
                .withToken(INTRUDER.login(address).path("access_token").asText());
        member.get("/customers").expect(200);
        INTRUDER.execute("UPDATE public.users SET status = 'disabled' WHERE email = ?", address);
        member.get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void aLoginEntersNoTenantThatItsUserIsNoMemberOf() {
        INTRUDER.anonymous()
                .post(
                        "/auth/login",
                        Body.of("email", INTRUDER.email(), "password", TestTenant.PASSWORD, "tenant", VICTIM.slug()))
                .expectProblem(401, "unauthenticated");
        JsonNode login = INTRUDER.login(INTRUDER.email());
        assertThat(login.toString()).doesNotContain(VICTIM.slug());
        assertThat(INTRUDER.anonymous()
                        .post(
                                "/auth/refresh",
                                Body.of(
                                        "refresh_token",
                                        login.path("refresh_token").asText()))
                        .expect(200)
                        .json()
                        .at("/tenant/id")
                        .asText())
                .isEqualTo(INTRUDER.tenantId().toString());
    }

    @Test
    void aKeyOpensItsOwnTenantAlone() {
        JsonNode key = INTRUDER.api().post("/api-keys", Body.of("name", "k")).json();
        Api byKey = INTRUDER.anonymous().withKey(key.path("secret").asText());
        assertThat(byKey.get("/tenant").expect(200).json().path("slug").asText())
                .isEqualTo(INTRUDER.slug());
        closedOperations()
                .forEach(operation ->
                        send(byKey.with("X-Tenant", VICTIM.slug()), operation).expectProblem(403, "tenant_mismatch"));
        INTRUDER.api().delete("/api-keys/" + key.path("id").asText()).expect(204);
        closedOperations().forEach(operation -> send(byKey, operation).expectProblem(401, "unauthenticated"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lists")
    void aCursorOfAnotherTenantShowsNothingOfIts(Operation operation) {
        String cursor = VICTIM.api()
                .get(pathOf(VICTIM, operation) + "?limit=1")
                .json()
                .path("next_cursor")
                .asText("");
        if (!cursor.isEmpty()) {
            INTRUDER.api()
                    .get(pathOf(INTRUDER, operation) + "?cursor=" + Api.query(cursor))
                    .expect(200);
        }
    }

    private static String pathOf(TestTenant tenant, Operation operation) {
        return operation.namesSomething() ? AttackedTenants.samplePath(tenant, operation.path()) : operation.path();
    }

    @Test
    void anIdempotencyKeyIsATenantsOwn() {
        String key = "shared-" + TestTenant.unique();
        TestTenant other = TestTenant.register();
        Answer theirs = other.api()
                .with("Idempotency-Key", key)
                .post("/customers", Body.of("name", "Somebody"))
                .expect(201);
        Answer ours = INTRUDER.api()
                .with("Idempotency-Key", key)
                .post("/customers", Body.of("name", "Somebody"))
                .expect(201);
        assertThat(ours.header("Idempotent-Replayed")).isEmpty();
        assertThat(ours.id()).isNotEqualTo(theirs.id());
    }

    @Test
    void redisHoldsKeysOfKnownFormsAndNothingOfATenants() {
        INTRUDER.api().get("/customers").expect(200);
        try (RedisClient redis = RedisClient.create(TestServers.redisUrl())) {
            for (String key : redis.keys("*")) {
                assertThat(key).matches("g:.*|\\{tenant_[a-z0-9_]+}:.*");
                assertThat(key).doesNotContain("canary-");
                if (redis.type(key).equals("string")) {
                    assertThat(redis.get(key)).doesNotContain("canary-");
                }
            }
        }
    }

    @Test
    void theLogHoldsNeitherSecretsNorATenantsData() throws IOException {
        String key = INTRUDER.api()
                .post("/api-keys", Body.of("name", "k"))
                .json()
                .path("secret")
                .asText();
        INTRUDER.anonymous().withKey(key).get("/customers").expect(200);
        INTRUDER.anonymous().withKey(key).get("/customers/x").expect(404);
        INTRUDER.api().withToken("x" + INTRUDER.token()).get("/customers").expect(401);
        INTRUDER.api().post("/plans", Samples.plan()).expectProblem(409, "code_taken");
        String log = Files.readString(TestApplication.logFile());
        for (String secret : List.of(key, INTRUDER.token(), TestTenant.PASSWORD, "canary-")) {
            assertThat(log.contains(secret)).as("the log holds %.8s...", secret).isFalse();
        }
    }
}
