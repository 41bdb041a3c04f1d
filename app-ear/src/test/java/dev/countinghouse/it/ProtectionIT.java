package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Rate limits, proxies and browsers' rules, on two servers with small quotas behind a proxy at 127.0.0.2. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Replicas.LOCK)
@Order(Order.DEFAULT - 1)
class ProtectionIT {

    private static final int PER_IP = 30;
    private static final int LOGINS = 10;
    private static final int PER_USER = 60;
    private static final Duration AT_ONCE = Duration.ofSeconds(5); // on a starved machine
    private static final String ORIGIN = "https://console.example.com";

    private Replicas replicas = new Replicas(0);
    private final AtomicInteger address = new AtomicInteger();

    @BeforeAll
    void startTwoServers() {
        replicas.close();
        replicas = new Replicas(
                2,
                Map.of(
                        "CH_ENVIRONMENT",
                        "development",
                        "CH_TRUSTED_PROXIES",
                        "127\\.0\\.0\\.1",
                        "CH_CORS_ORIGINS",
                        "https://other.example.com," + ORIGIN,
                        "COUNTINGHOUSE_RATE_LIMIT_IP_PER_MINUTE",
                        String.valueOf(PER_IP),
                        "COUNTINGHOUSE_RATE_LIMIT_LOGIN_PER_MINUTE",
                        String.valueOf(LOGINS),
                        "COUNTINGHOUSE_RATE_LIMIT_USER_PER_MINUTE",
                        String.valueOf(PER_USER)));
    }

    @AfterAll
    void stopBoth() {
        replicas.close();
    }

    /** A client with an address of its own, as the proxy tells it. */
    private Api client(int server) {
        return Api.anonymous(replicas.url(server)).with("X-Forwarded-For", "198.51.100." + address.incrementAndGet());
    }

    /** A tenant whose owner has an address of his own. */
    private TestTenant register() {
        return TestTenant.register(replicas.database(), client(0));
    }

    private static boolean letThrough(Answer answer) {
        if (answer.status() != 429) {
            return true;
        }
        assertThat(answer.json().path("code").asText()).isEqualTo("rate_limited");
        assertThat(answer.header("RateLimit")).contains("r=0;t=");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        return false;
    }

    @Test
    void twoServersLetAUserSendExactlyHisQuotaHoweverManySendForHim() {
        TestTenant tenant = register();
        long before = unanswered();
        List<Long> letThrough = Together.run(
                12,
                client -> IntStream.range(0, PER_USER / 6)
                        .mapToObj(i -> tenant.api().at(replicas.url(client % 2)).get("/users/me"))
                        .filter(ProtectionIT::letThrough)
                        .count());
        assertLetThrough(letThrough.stream().mapToLong(Long::longValue).sum(), PER_USER, before);
    }

    @Test
    void whatIsLeftIsToldWithEachAnswer() {
        TestTenant tenant = register();
        tenant.api().get("/users/me").expect(200);
        Answer answer = tenant.api().get("/users/me").expect(200);
        assertThat(answer.header("RateLimit-Policy"))
                .isEqualTo("\"user\";q=" + PER_USER + ";w=60, \"tenant\";q=6000;w=60");
        assertThat(answer.header("RateLimit"))
                .matches("\"user\";r=" + (PER_USER - 2) + ";t=[0-9]+, \"tenant\";r=5998;t=[0-9]+");
    }

    @Test
    void aTenantHasTheQuotaOfItsTierForAllItsKeysTogether() {
        TestTenant tenant = register();
        JsonNode first = tenant.api()
                .post("/api-keys", Body.of("name", "one"))
                .expect(201)
                .json();
        JsonNode second = tenant.api()
                .post("/api-keys", Body.of("name", "two"))
                .expect(201)
                .json();
        tenant.execute(
                "INSERT INTO public.plans (id, code, name, price_minor, currency, limits)"
                        + " VALUES (?, ?, 'Small', 0, 'EUR', '{\"requests_per_minute\": 20}')",
                UUID.randomUUID(),
                tenant.slug());
        tenant.execute(
                "UPDATE public.subscriptions SET plan_id = (SELECT id FROM public.plans WHERE code = ?)"
                        + " WHERE tenant_id = ?",
                tenant.slug(),
                tenant.tenantId());
        List<Api> keys = List.of(
                client(0).of(tenant.api().canary()).withKey(first.path("secret").asText()),
                client(1)
                        .of(tenant.api().canary())
                        .withKey(second.path("secret").asText()));
        long before = unanswered();
        long passed = 2; // the keys themselves
        for (int i = 0; i < 30; i++) {
            passed += letThrough(keys.get(i % 2).get("/customers")) ? 1 : 0;
        }
        assertLetThrough(passed, 20, before);
    }

    @Test
    void whoeverShowsNoGoodCredentialHasTheQuotaOfHisAddressOverBothServers() {
        String office = "198.51.100.200";
        Api nobody = Api.anonymous(replicas.url(0))
                .with("X-Forwarded-For", office)
                .withToken("eyJhbGciOiJSUzI1NiJ9.e30.AAAA");
        int refused = 0;
        for (int i = 0; i < PER_IP; i++) {
            assertThat(nobody.at(replicas.url(i % 2)).get("/customers").status())
                    .isEqualTo(401);
        }
        for (int i = 0; i < 10; i++) {
            refused += letThrough(nobody.at(replicas.url(i % 2)).get("/customers")) ? 0 : 1;
        }
        assertThat(refused).isEqualTo(10);
        TestTenant sameOffice = register();
        sameOffice.api().with("X-Forwarded-For", office).get("/customers").expect(200);
    }

    @Test
    void loginsOfOneAddressAreFewerWhateverTheAccount() {
        Api thief = client(0);
        long before = unanswered();
        int answered = 0;
        for (int i = 0; i < LOGINS + 5; i++) {
            Map<String, ?> guess = Body.of("email", "u" + i + "@example.com", "password", "wrong wrong wrong");
            answered += letThrough(thief.at(replicas.url(i % 2)).post("/auth/login", guess)) ? 1 : 0;
        }
        assertLetThrough(answered, LOGINS, before);
    }

    @Test
    void anAddressThatTheClientMadeUpDoesNotCount() {
        int letThrough = 0;
        for (int i = 0; i < 2 * PER_IP; i++) {
            // the proxy appends where the request came from; the client wrote the rest
            Api liar = Api.anonymous(replicas.url(0)).with("X-Forwarded-For", "203.0.113." + i + ", 198.51.100.250");
            letThrough += letThrough(liar.get("/customers")) ? 1 : 0;
        }
        assertThat(letThrough).isLessThanOrEqualTo(PER_IP);
    }

    @Test
    void withoutRedisEachServerHoldsTheQuotasAndReadsGoOn() {
        TestTenant tenant = register();
        replicas.stopRedis();
        try {
            for (int server : new int[] {0, 1}) {
                long passed = 0;
                for (int i = 0; i < PER_USER + 10; i++) {
                    Answer answer = tenant.api().at(replicas.url(server)).get("/users/me");
                    passed += letThrough(answer) ? 1 : 0;
                }
                assertThat(passed).isEqualTo(PER_USER);
            }
        } finally {
            replicas.startRedis();
        }
        assertThat(letThrough(tenant.api().get("/users/me")))
                .as("Redis knows nothing, the server does")
                .isFalse();
        await().atMost(Duration.ofMinutes(1)).until(() -> health(0).equals("UP"));
    }

    private String health(int server) {
        return redis(server).path("status").asText();
    }

    private JsonNode redis(int server) {
        return Api.anonymous(replicas.url(server))
                .sendTo("GET", "/health/redis", "", BodyPublishers.noBody())
                .json();
    }

    /** Questions that Redis did not answer in time, by which servers then counted alone. */
    private long unanswered() {
        return IntStream.range(0, 2)
                .mapToLong(server ->
                        redis(server).at("/checks/0/data/questions_unanswered").asLong())
                .sum();
    }

    /** Exactly the quota, and at most one more for each question that a starved Redis did not answer. */
    private void assertLetThrough(long letThrough, int quota, long unansweredBefore) {
        assertThat(letThrough).isBetween((long) quota, quota + unanswered() - unansweredBefore);
    }

    @Test
    void whatAServerRemembersItForgetsWhenTheRegistryChangesWhoeverChangesIt() throws SQLException {
        TestTenant tenant = register();
        String address = tenant.addMember("manager");
        Api member = tenant.api()
                .withToken(tenant.login(address).path("access_token").asText())
                .at(replicas.url(1));
        member.get("/customers").expect(200);
        assertThat(permissions(member)).contains("subscription:write");

        byHand(
                "UPDATE public.memberships SET role = 'viewer' WHERE user_id = (SELECT id FROM public.users WHERE email = ?)",
                address);
        await().atMost(AT_ONCE).until(() -> !permissions(member).contains("subscription:write"));
        byHand("UPDATE public.tenants SET status = 'suspended' WHERE slug = ?", tenant.slug());
        await().atMost(AT_ONCE).until(() -> member.get("/customers").status() == 403);
        byHand("UPDATE public.tenants SET status = 'active' WHERE slug = ?", tenant.slug());
        await().atMost(AT_ONCE).until(() -> member.get("/customers").status() == 200);
        byHand("UPDATE public.users SET status = 'disabled' WHERE email = ?", address);
        await().atMost(AT_ONCE).until(() -> member.get("/customers").status() == 401);
    }

    private static String permissions(Api api) {
        return api.post("/auth/validate").expect(200).json().path("permissions").toString();
    }

    private void byHand(String sql, String value) throws SQLException {
        try (Connection owner = replicas.database().owner();
                PreparedStatement statement = owner.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.executeUpdate();
        }
    }

    @Test
    void aRotatedKeyIsPublishedBeforeItSignsAndACompromisedOneIsRefusedByEveryServerAtOnce() {
        TestTenant tenant = register();
        Api operator = Operators.client(replicas.database(), replicas.url(0));
        JsonNode rotated =
                operator.post("/platform/signing-keys", Body.of()).expect(200).json();
        String next = rotated.at("/data/0/kid").asText();
        String old = rotated.at("/data/1/kid").asText();
        assertThat(rotated.at("/data/1/retired_at").isNull()).isFalse();
        for (int server : new int[] {0, 1}) {
            assertThat(keyIds(server)).contains(next, old);
            tenant.api().at(replicas.url(server)).get("/customers").expect(200);
        }
        assertThat(Token.of(login(tenant)).header().path("kid").asText())
                .as("not yet")
                .isEqualTo(old);

        JsonNode replaced = operator.post("/platform/signing-keys", Body.of("compromised", true))
                .expect(200)
                .json();
        for (int server : new int[] {0, 1}) {
            Api there = tenant.api().at(replicas.url(server));
            await().atMost(AT_ONCE).until(() -> there.get("/customers").status() == 401);
            assertThat(keyIds(server)).doesNotContain(next, old);
        }
        String anew = login(tenant);
        assertThat(Token.of(anew).header().path("kid")).isEqualTo(replaced.at("/data/0/kid"));
        tenant.api().withToken(anew).at(replicas.url(1)).get("/customers").expect(200);
    }

    private String login(TestTenant tenant) {
        return client(0)
                .of(tenant.api().canary())
                .post("/auth/login", Body.of("email", tenant.email(), "password", TestTenant.PASSWORD))
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private List<String> keyIds(int server) {
        return Api.anonymous(replicas.url(server))
                .sendTo("GET", "/.well-known/jwks.json", "", BodyPublishers.noBody())
                .json()
                .path("keys")
                .findValuesAsText("kid");
    }

    @Test
    void aPageOfAnAllowedOriginMayAskAndReadAndNobodyElse() {
        Api allowed = client(0).with("Origin", ORIGIN);
        Answer preflight = allowed.with("Access-Control-Request-Method", "POST")
                .send("OPTIONS", "/customers", "", BodyPublishers.noBody())
                .expect(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "Idempotency-Key");
        Answer refused = allowed.get("/customers").expect(401);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        assertThat(refused.header("Vary").split(", ")).contains("Origin");
        for (String origin :
                List.of("https://evil.example", "null", ORIGIN + ".evil.example", "http://console.example.com")) {
            Api other = client(0).with("Origin", origin);
            Answer asked = other.with("Access-Control-Request-Method", "POST")
                    .send("OPTIONS", "/customers", "", BodyPublishers.noBody())
                    .expect(204);
            assertThat(asked.headers().map()).doesNotContainKey("access-control-allow-origin");
            assertThat(other.get("/customers").expect(401).headers().map())
                    .doesNotContainKeys("access-control-allow-origin", "access-control-allow-credentials");
        }
    }
}
