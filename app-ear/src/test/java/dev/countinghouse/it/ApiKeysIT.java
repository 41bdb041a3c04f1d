package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeysIT {
    private final TestTenant tenant = TestTenant.register();

    private JsonNode key(Api maker, Object... fields) {
        Object[] all = new Object[fields.length + 2];
        all[0] = "name";
        all[1] = "Importer";
        System.arraycopy(fields, 0, all, 2, fields.length);
        return maker.post("/api-keys", Body.of(all)).expect(201).json();
    }

    private Api with(JsonNode key) {
        return tenant.anonymous().withKey(key.path("secret").asText());
    }

    @Test
    void aKeyMayDoWhatItsMakerMay() {
        JsonNode key = key(tenant.api());
        with(key).post("/billable-metrics", Samples.metric()).expect(201);
        assertThat(with(key).post("/auth/validate").json().path("upn").asText())
                .isEqualTo("key:" + key.path("prefix").asText());
    }

    @Test
    void theSecretIsShownOnceAndNowhereKept() {
        JsonNode key = key(tenant.api());
        String secret = key.path("secret").asText();
        assertThat(secret).matches("ch_live_[A-Za-z0-9]{8}_[A-Za-z0-9]{32}_[0-9a-f]{8}");
        assertThat(tenant.api().get("/api-keys").text()).doesNotContain(secret);
        Answer one = tenant.api().get("/api-keys/" + key.path("id").asText()).expect(200);
        assertThat(one.json().path("secret").isNull()).isTrue();
        assertThat(tenant.count("SELECT count(*) FROM public.api_keys k WHERE k::text LIKE '%%"
                        + secret.substring(17, 40) + "%%'"))
                .isZero();
    }

    @Test
    void aKeyMayDoNoMoreThanItWasGiven() {
        JsonNode key = key(tenant.api(), "permissions", List.of("usage:write", "customer:read"));
        with(key).get("/customers").expect(200);
        with(key).post("/customers", Samples.customer()).expectProblem(403, "forbidden");
        with(key).get("/invoices").expectProblem(403, "forbidden");
        with(key).post("/api-keys", Body.of("name", "Another")).expectProblem(403, "forbidden");
    }

    @Test
    void nobodyGivesAwayWhatHeDoesNotHave() {
        JsonNode narrow = key(tenant.api(), "permissions", List.of("api_key:write", "customer:read"));
        with(narrow)
                .post("/api-keys", Body.of("name", "Wide", "permissions", List.of("customer:read", "catalog:write")))
                .expectProblem(422, "validation_failed", "permissions[1]");
        JsonNode copy = key(with(narrow));
        assertThat(copy.path("permissions").toString()).isEqualTo("[\"api_key:write\",\"customer:read\"]");
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        JsonNode key = key(tenant.api());
        with(key).get("/customers").expect(200);
        tenant.api().delete("/api-keys/" + key.path("id").asText()).expect(204);
        with(key).get("/customers").expectProblem(401, "unauthenticated");
        tenant.api().delete("/api-keys/" + key.path("id").asText()).expect(204);
        assertThat(tenant.api()
                        .get("/api-keys/" + key.path("id").asText())
                        .json()
                        .path("revoked_at")
                        .isNull())
                .isFalse();
    }

    @Test
    void anExpiredKeyIsRefused() {
        JsonNode key = key(
                tenant.api(),
                "expires_at",
                Instant.now().plus(1, ChronoUnit.DAYS).toString());
        with(key).get("/customers").expect(200);
        tenant.execute(
                "UPDATE public.api_keys SET expires_at = now() - interval '1 second' WHERE id = ?",
                UUID.fromString(key.path("id").asText()));
        with(key).get("/customers").expectProblem(401, "unauthenticated");
        tenant.api()
                .post("/api-keys", Body.of("name", "Late", "expires_at", "2020-01-01T00:00:00Z"))
                .expectProblem(422, "validation_failed", "expires_at");
    }

    @Test
    void aMistypedOrInventedKeyIsRefused() {
        String secret = key(tenant.api()).path("secret").asText();
        String otherEnd = secret.substring(0, secret.length() - 1) + (secret.endsWith("0") ? "1" : "0");
        Api anonymous = tenant.anonymous();
        for (String bad : List.of(otherEnd, secret.toUpperCase(java.util.Locale.ROOT), secret + "x", "ch_live_", "x")) {
            anonymous.withKey(bad).get("/customers").expectProblem(401, "unauthenticated");
        }
    }

    @Test
    void aKeyLosesWhatItsMakerLoses() {
        String admin = tenant.addMember("admin");
        Api maker = tenant.anonymous()
                .withToken(tenant.login(admin).path("access_token").asText());
        JsonNode key = key(maker);
        with(key).post("/customers", Samples.customer()).expect(201);

        tenant.execute(
                "UPDATE public.memberships SET role = 'viewer' FROM public.users u WHERE u.id = user_id AND u.email = ?",
                admin);
        with(key).get("/customers").expect(200);
        with(key).post("/customers", Samples.customer()).expectProblem(403, "forbidden");

        tenant.execute(
                "DELETE FROM public.memberships USING public.users u WHERE u.id = user_id AND u.email = ?", admin);
        with(key).get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void aKeyDiesWithItsMakersAccount() {
        String admin = tenant.addMember("admin");
        JsonNode key = key(tenant.anonymous()
                .withToken(tenant.login(admin).path("access_token").asText()));
        tenant.execute("UPDATE public.users SET status = 'disabled' WHERE email = ?", admin);
        with(key).get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void keysAreListedNewestFirst() {
        String first = key(tenant.api()).path("id").asText();
        String second = key(tenant.api()).path("id").asText();
        assertThat(tenant.api().all("/api-keys"))
                .extracting(key -> key.path("id").asText())
                .containsExactly(second, first);
    }
}
