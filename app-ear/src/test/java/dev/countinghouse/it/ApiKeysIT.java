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
    void aKeyIsForTheNetworksItWasMadeFor() {
        Api here = with(key(tenant.api(), "allowed_ips", List.of("203.0.113.0/24", "127.0.0.0/8", "::1")));
        here.get("/customers").expect(200);
        Api elsewhere = with(key(tenant.api(), "allowed_ips", List.of("203.0.113.0/24", "2001:db8::/32")));
        elsewhere.get("/customers").expectProblem(401, "unauthenticated");
        elsewhere
                .with("X-Forwarded-For", "203.0.113.7")
                .with("Forwarded", "for=203.0.113.7")
                .get("/customers")
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void whatIsNoNetworkIsRefusedByItsField() {
        for (String network : List.of("localhost", "203.0.113.1/24", "", "203.0.113.0/33")) {
            tenant.api()
                    .post("/api-keys", Body.of("name", "k", "allowed_ips", List.of("::1", network)))
                    .expectProblem(422, "validation_failed", "allowed_ips[1]");
        }
    }

    @Test
    void whenAKeyWasUsedLastIsTold() {
        JsonNode key = key(tenant.api());
        assertThat(key.path("last_used_at").isNull()).isTrue();
        with(key).get("/customers").expect(200);
        String path = "/api-keys/" + key.path("id").asText();
        String used = tenant.api().get(path).json().path("last_used_at").asText();
        assertThat(Instant.parse(used))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        with(key).get("/customers").expect(200);
        assertThat(tenant.api().get(path).json().path("last_used_at").asText())
                .as("written once a minute")
                .isEqualTo(used);
    }

    private Answer rotate(Api by, JsonNode key, int overlap) {
        return by.post("/api-keys/" + key.path("id").asText() + "/rotate", Body.of("overlap_seconds", overlap));
    }

    @Test
    void aRotatedKeyIsGoodUntilTheOverlapEnds() {
        JsonNode old = key(
                tenant.api(), "permissions", List.of("customer:read"), "allowed_ips", List.of("127.0.0.0/8", "::1"));
        JsonNode next = rotate(tenant.api(), old, 3_600).expect(201).json();
        for (String same : List.of("name", "permissions", "allowed_ips", "expires_at")) {
            assertThat(next.path(same)).as(same).isEqualTo(old.path(same));
        }
        assertThat(next.path("secret").asText()).isNotEqualTo(old.path("secret").asText());
        with(old).get("/customers").expect(200);
        with(next).get("/customers").expect(200);
        JsonNode kept = tenant.api()
                .get("/api-keys/" + old.path("id").asText())
                .expect(200)
                .json();
        assertThat(kept.path("replaced_by")).isEqualTo(next.path("id"));
        assertThat(Instant.parse(kept.path("expires_at").asText()))
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_601));

        tenant.execute(
                "UPDATE public.api_keys SET expires_at = now() - interval '1 second' WHERE id = ?",
                UUID.fromString(old.path("id").asText()));
        with(old).get("/customers").expectProblem(401, "unauthenticated");
        with(next).get("/customers").expect(200);
    }

    @Test
    void withoutAnOverlapTheOldKeyIsRefusedAtOnce() {
        JsonNode old = key(tenant.api());
        JsonNode next = rotate(tenant.api(), old, 0).expect(201).json();
        with(old).get("/customers").expectProblem(401, "unauthenticated");
        with(next).get("/customers").expect(200);
        rotate(tenant.api(), old, 0).expectProblem(409, "conflict");
    }

    @Test
    void aKeyIsReplacedOnceHoweverManyAsk() {
        JsonNode old = key(tenant.api());
        List<Integer> answers =
                Together.run(6, i -> rotate(tenant.api(), old, 60).status());
        assertThat(answers).containsOnlyOnce(201).containsOnly(201, 409);
        rotate(tenant.api(), old, 604_801).expectProblem(422, "validation_failed", "overlap_seconds");
    }

    @Test
    void nobodyTakesOverAKeyThatMayDoMoreThanHe() {
        JsonNode owners = key(tenant.api());
        Person clerk = Person.with(
                tenant,
                tenant.api()
                        .post("/roles", Samples.role("api_key:write", "customer:read"))
                        .json()
                        .path("code")
                        .asText());
        rotate(clerk.api(), owners, 60).expectProblem(403, "forbidden");
        JsonNode narrow = key(tenant.api(), "permissions", List.of("customer:read"));
        JsonNode his = rotate(clerk.api(), narrow, 60).expect(201).json();
        tenant.api().delete(clerk.path()).expect(204);
        with(his).get("/customers").expectProblem(401, "unauthenticated");
    }

    @Test
    void theSecretOfARotatedKeyIsNotKeptForARepetition() {
        JsonNode old = key(tenant.api());
        Api keyed = tenant.api().with("Idempotency-Key", "rotate-" + TestTenant.unique());
        String secret = rotate(keyed, old, 60).expect(201).json().path("secret").asText();
        rotate(keyed, old, 60).expectProblem(409, "conflict");
        assertThat(tenant.count("SELECT count(*) FROM %s.idempotency_keys")).isZero();
        assertThat(secret).isNotEmpty();
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
