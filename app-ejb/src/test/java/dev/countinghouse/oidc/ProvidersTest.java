package dev.countinghouse.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.countinghouse.json.Json;
import dev.countinghouse.oidc.OidcException.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody else's server can do to whoever asks it. */
class ProvidersTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String KEYS = keys();

    private final ScriptedProvider server = new ScriptedProvider();
    private final Providers providers = providers();

    private static String keys() {
        try {
            return new JWKSet(new RSAKeyGenerator(2048).keyID("k").generate()).toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Providers providers() {
        Providers providers = new Providers();
        providers.addresses = new ProviderAddresses("development", List.of());
        providers.http = new ProviderHttp();
        providers.http.addresses = providers.addresses;
        providers.clock = Clock.systemUTC();
        return providers;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, Object> description() {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("issuer", server.issuer());
        described.put("authorization_endpoint", server.issuer() + "/authorize");
        described.put("token_endpoint", server.issuer() + "/token");
        described.put("jwks_uri", server.issuer() + "/keys");
        described.put("response_types_supported", List.of("code"));
        described.put("id_token_signing_alg_values_supported", List.of("RS256"));
        return described;
    }

    private void describes(Map<String, Object> described) {
        server.json(DISCOVERY, 200, Json.write(described)).json("/keys", 200, KEYS);
    }

    private void assertRefused(Fault fault) {
        assertThatThrownBy(() -> providers.discover(server.issuer()))
                .isInstanceOfSatisfying(
                        OidcException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @Test
    void aProviderTellsWhatItIs() {
        describes(description());
        ProviderMetadata found = providers.discover(server.issuer());
        assertThat(found)
                .isEqualTo(new ProviderMetadata(
                        server.issuer(),
                        URI.create(server.issuer() + "/authorize"),
                        URI.create(server.issuer() + "/token"),
                        URI.create(server.issuer() + "/keys"),
                        true,
                        false));
        assertThat(providers.metadata(server.issuer())).isEqualTo(found);
        assertThat(server.seen()).as("the second answer is remembered").hasSize(2);
    }

    static Stream<Arguments> descriptions() {
        return Stream.of(
                Arguments.of("issuer", "https://login.example.com"),
                Arguments.of("issuer", ""),
                Arguments.of("authorization_endpoint", ""),
                Arguments.of("token_endpoint", ""),
                Arguments.of("jwks_uri", ""),
                Arguments.of("response_types_supported", List.of("id_token")),
                Arguments.of("id_token_signing_alg_values_supported", List.of("none", "HS256")),
                Arguments.of("code_challenge_methods_supported", List.of("plain")),
                Arguments.of("token_endpoint_auth_methods_supported", List.of("private_key_jwt")));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("descriptions")
    void aProviderThatIsAnotherOrCannotDoWhatIsNeededIsNone(String name, Object value) {
        Map<String, Object> described = description();
        described.put(name, value);
        describes(described);
        assertRefused(Fault.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri"})
    void anEndpointIsHeldToTheRulesOfAddressesToo(String name) {
        for (String inside : List.of("http://169.254.169.254/latest", "https://10.0.0.1/x", "file:///etc/passwd")) {
            Map<String, Object> described = description();
            described.put(name, inside);
            describes(described);
            assertRefused(Fault.ADDRESS);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.json("/elsewhere", 200, Json.write(description())).on(DISCOVERY, exchange -> {
            exchange.getResponseHeaders().set("Location", server.issuer() + "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
        });
        assertRefused(Fault.ANSWER);
        assertThat(server.seen()).noneMatch(seen -> seen.contains("/elsewhere"));
    }

    @Test
    void whatIsTooLargeIsNotRead() {
        String filler = "\"x\":\"" + "x".repeat(ProviderHttp.MOST_BYTES) + "\",";
        server.json(DISCOVERY, 200, "{" + filler + Json.write(description()).substring(1));
        assertRefused(Fault.UNREACHABLE);
    }

    @Test
    void whatIsCompressedIsNotUnpacked() {
        server.on(DISCOVERY, exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(Json.write(description()).getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.size());
            packed.writeTo(exchange.getResponseBody());
        });
        assertRefused(Fault.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{",
                "{\"issuer\":1,\"issuer\":2}",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void whatIsNoJsonIsNoAnswer(String text) {
        server.json(DISCOVERY, 200, text);
        assertRefused(Fault.ANSWER);
    }

    @Test
    void aBodyThatDribblesIsGivenUp() {
        CountDownLatch over = new CountDownLatch(1);
        server.on(DISCOVERY, exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitUninterruptibly(over);
        });
        Instant begun = Instant.now();
        assertRefused(Fault.UNREACHABLE);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(9));
        over.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void whoeverIsNotThereIsUnreachable() {
        server.close();
        assertRefused(Fault.UNREACHABLE);
    }

    private void exchange(String secret) {
        ProviderMetadata provider = providers.discover(server.issuer());
        providers.identify(
                provider,
                new ProviderClient("our client", secret),
                new CodeToExchange("one code", "the verifier", URI.create("http://127.0.0.1/callback")),
                new Expectation(server.issuer(), "our client", new byte[0], "groups"));
    }

    private void assertExchangeRefused(Fault fault) {
        assertThatThrownBy(() -> exchange("it's a secret+/%")).isInstanceOfSatisfying(OidcException.class, e -> {
            assertThat(e.fault()).isEqualTo(fault);
            assertThat(e.getMessage()).doesNotContain("secret+", "one code", "the verifier", "gone with the wind");
        });
    }

    @Test
    void theSecretIsShownAsTheProviderWantsIt() {
        describes(description());
        server.json("/token", 400, "{\"error\":\"invalid_grant\",\"error_description\":\"gone with the wind\"}");
        assertExchangeRefused(Fault.CODE);
        String basic = Base64.getEncoder()
                .encodeToString("our+client:it%27s+a+secret%2B%2F%25".getBytes(StandardCharsets.UTF_8));
        String form = "grant_type=authorization_code&code=one+code&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback"
                + "&code_verifier=the+verifier";
        assertThat(server.seen()).contains("POST /token Basic " + basic + " " + form);

        Map<String, Object> described = description();
        described.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        describes(described);
        assertExchangeRefused(Fault.CODE);
        assertThat(server.seen())
                .contains("POST /token null " + form + "&client_id=our+client&client_secret=it%27s+a+secret%2B%2F%25");
    }

    @Test
    void whatIsWrongWithTheExchangeHasAName() {
        describes(description());
        server.json("/token", 401, "{\"error\":\"invalid_client\"}");
        assertExchangeRefused(Fault.CLIENT);
        server.json("/token", 500, "{}");
        assertExchangeRefused(Fault.ANSWER);
        server.json("/token", 200, "{\"access_token\":\"x\"}");
        assertExchangeRefused(Fault.ANSWER);
        server.json("/token", 200, "{\"id_token\":\"x\"}");
        assertExchangeRefused(Fault.TOKEN);
    }
}
