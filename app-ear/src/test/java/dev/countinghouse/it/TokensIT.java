package dev.countinghouse.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.countinghouse.testing.TestServers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

class TokensIT {
    private final TestTenant tenant = TestTenant.register();

    private void refused(Api api) {
        assertThat(api.get("/users/me").expectProblem(401, "unauthenticated").header("WWW-Authenticate"))
                .isEqualTo("Bearer");
    }

    private Api with(String token) {
        return tenant.anonymous().withToken(token);
    }

    private JsonNode refresh(JsonNode login) {
        return tenant.anonymous()
                .post(
                        "/auth/refresh",
                        Body.of("refresh_token", login.path("refresh_token").asText()))
                .expect(200)
                .json();
    }

    private void refusedToRefresh(JsonNode login) {
        tenant.anonymous()
                .post(
                        "/auth/refresh",
                        Body.of("refresh_token", login.path("refresh_token").asText()))
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void afterLogoutTheTokenIsRefusedAtOnce() {
        tenant.api().get("/users/me").expect(200);
        tenant.api().post("/auth/logout").expect(204);
        refused(tenant.api());
        refusedToRefresh(tenant.registration());
    }

    @Test
    void aRevokedTokenStaysRefusedWhenRedisForgetsEverything() {
        tenant.api().post("/auth/logout").expect(204);
        try (RedisClient redis = RedisClient.create(TestServers.redisUrl())) {
            redis.flushAll();
        }
        refused(tenant.api());
        refused(tenant.api());
    }

    @Test
    void logoutEndsTheWholeSessionAlsoItsOlderTokens() {
        JsonNode refreshed = refresh(tenant.registration());
        Api newer = with(refreshed.path("access_token").asText());
        newer.post("/auth/logout").expect(204);

        refused(newer);
        refused(tenant.api());
        refusedToRefresh(refreshed);
    }

    @Test
    void logoutLeavesOtherSessionsOfTheUserAlone() {
        JsonNode other = tenant.login(tenant.email());
        tenant.api().post("/auth/logout").expect(204);
        with(other.path("access_token").asText()).get("/users/me").expect(200);
        refresh(other);
    }

    @Test
    void aRefreshGivesNewTokensAndEndsTheOldRefreshToken() {
        JsonNode refreshed = refresh(tenant.registration());
        assertThat(refreshed.path("refresh_token").asText())
                .isNotEqualTo(tenant.registration().path("refresh_token").asText());
        with(refreshed.path("access_token").asText()).get("/users/me").expect(200);
        refresh(refreshed);
    }

    @Test
    void aRefreshTokenUsedTwiceEndsTheWholeFamily() {
        JsonNode refreshed = refresh(tenant.registration());
        refusedToRefresh(tenant.registration());
        refusedToRefresh(refreshed);
        refused(with(refreshed.path("access_token").asText()));
    }

    @Test
    void twoRefreshesWithOneTokenAtOnceGiveAtMostOneNewOne() {
        List<Answer> answers = Together.run(
                6,
                i -> tenant.anonymous()
                        .post(
                                "/auth/refresh",
                                Body.of(
                                        "refresh_token",
                                        tenant.registration()
                                                .path("refresh_token")
                                                .asText())));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).contains(401);
    }

    @Test
    void aRefreshTokenIsNoAccessToken() {
        refused(with(tenant.registration().path("refresh_token").asText()));
    }

    static Stream<Arguments> spoiltTokens() {
        UnaryOperator<Token> none =
                token -> token.withHeader("{\"alg\":\"none\"}").withSignature("");
        UnaryOperator<Token> hmac = token -> {
            Token mac = token.withHeader("{\"alg\":\"HS256\",\"kid\":\"%s\",\"typ\":\"JWT\"}"
                    .formatted(token.header().path("kid").asText()));
            return mac.withSignature(hmacWithPublicKey(mac.signed()));
        };
        UnaryOperator<Token> promoted = token -> token.withClaims(
                token.claims().toString().replace(token.claims().path("tenant").asText(), "other"));
        return Stream.of(
                Arguments.of("algorithm none", none),
                Arguments.of("HS256 with the public key", hmac),
                Arguments.of("changed claims", promoted),
                Arguments.of("no signature", (UnaryOperator<Token>) token -> token.withSignature("")),
                Arguments.of("cut signature", (UnaryOperator<Token>)
                        token -> token.withSignature(token.signature().substring(4))),
                Arguments.of("no kid", (UnaryOperator<Token>) token -> token.withHeader("{\"alg\":\"RS256\"}")),
                Arguments.of("strange kid", (UnaryOperator<Token>)
                        token -> token.withHeader("{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}")),
                Arguments.of("critical header", (UnaryOperator<Token>)
                        token -> token.withHeader("{\"alg\":\"RS256\",\"kid\":\"%s\",\"crit\":[\"x\"],\"x\":1}"
                                .formatted(token.header().path("kid").asText()))));
    }

    private static String hmacWithPublicKey(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(TokenForge.key().toRSAPublicKey().getEncoded(), "HmacSHA256"));
            return Token.encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiltTokens")
    void aSpoiltTokenIsRefused(String what, UnaryOperator<Token> spoil) {
        refused(with(spoil.apply(Token.of(tenant.token())).text()));
    }

    @Test
    void aTokenSignedWithAnotherKeyUnderOurKidIsRefused() throws JOSEException {
        RSAKey other =
                new RSAKeyGenerator(2048).keyID(TokenForge.key().getKeyID()).generate();
        refused(with(TokenForge.sign(TokenForge.claims(tenant.token()).build(), other)));
    }

    static Stream<Arguments> wrongClaims() {
        return Stream.of(
                claim("issuer", builder -> builder.issuer("http://somewhere.else")),
                claim("no issuer", builder -> builder.issuer(null)),
                claim("audience", builder -> builder.audience("somebody")),
                claim("two audiences", builder -> builder.audience(List.of("countinghouse", "somebody"))),
                claim("purpose", builder -> builder.claim("purpose", "refresh")),
                claim("no purpose", builder -> builder.claim("purpose", null)),
                claim("no expiry", builder -> builder.expirationTime(null)),
                claim("no issue time", builder -> builder.issueTime(null)),
                claim("unknown role", builder -> builder.claim("groups", List.of("emperor"))),
                claim("two roles", builder -> builder.claim("groups", List.of("viewer", "owner"))),
                claim("roles of a wrong type", builder -> builder.claim("groups", "owner")),
                claim("no subject", builder -> builder.subject(null)),
                claim("strange subject", builder -> builder.subject("1' OR '1'='1")),
                claim("no tenant", builder -> builder.claim("tenant_id", null)),
                claim("no id", builder -> builder.jwtID(null)),
                claim("no session", builder -> builder.claim("sid", null)),
                claim("no name", builder -> builder.claim("upn", null)),
                claim(
                        "expired beyond the skew",
                        builder ->
                                builder.expirationTime(Date.from(Instant.now().minusSeconds(32)))));
    }

    private static Arguments claim(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongClaims")
    void aTokenOfOurKeyWithOtherClaimsIsRefused(String what, UnaryOperator<JWTClaimsSet.Builder> change) {
        refused(with(
                TokenForge.sign(change.apply(TokenForge.claims(tenant.token())).build())));
    }

    @Test
    void clocksMayDifferByThirtySeconds() {
        JWTClaimsSet claims = TokenForge.claims(tenant.token())
                .expirationTime(Date.from(Instant.now().minusSeconds(10)))
                .build();
        with(TokenForge.sign(claims)).get("/users/me").expect(200);
    }

    @Test
    void aLoggedOutTokenIsRefusedBetweenItsExpiryAndTheEndOfTheSkew() {
        String almostOver = TokenForge.sign(TokenForge.claims(tenant.token())
                .expirationTime(Date.from(Instant.now().minusSeconds(5)))
                .build());
        with(almostOver).post("/auth/logout").expect(204);
        refused(with(almostOver));
    }

    @Test
    void aTokenOfATenantThatTheUserIsNoMemberOfOpensNothing() {
        JWTClaimsSet claims = TokenForge.claims(tenant.token())
                .claim("tenant_id", UUID.randomUUID().toString())
                .build();
        refused(with(TokenForge.sign(claims)));
    }

    @Test
    void otherSchemesAndTwoCredentialsAreRefused() {
        Api anonymous = tenant.anonymous();
        refused(anonymous);
        refused(anonymous.with("Authorization", "Basic b3duZXI6cGFzc3dvcmQ="));
        refused(anonymous.with("Authorization", tenant.token()));
        refused(anonymous.with("Authorization", "Bearer"));
        refused(tenant.api().with("X-API-Key", "ch_live_x"));
    }

    @Test
    void aTokenOfTheSizeOfAHeaderIsRefusedQuietly() {
        refused(with("a".repeat(7_000)));
        refused(with("a.".repeat(3_000) + "a"));
    }
}
