package dev.countinghouse.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an ID token has to be to be believed. */
class IdTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ISSUER = "https://login.example.com";
    private static final String CLIENT = "countinghouse";
    private static final String NONCE = "the nonce";
    private static final String ACCESS_TOKEN = "the access token";
    private static final RSAKey RSA = rsa(2048);
    private static final ECKey EC = ec(Curve.P_256);

    private final IdTokens tokens = new IdTokens(Clock.fixed(NOW, ZoneOffset.UTC));
    private final Expectation expected = new Expectation(ISSUER, CLIENT, sha256(NONCE), "groups");

    private static RSAKey rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID("rsa").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID("ec").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("248289761001")
                .audience(CLIENT)
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .claim("nonce", NONCE);
    }

    private static String signed(JWTClaimsSet claims, JWSHeader header, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String byRsa(JWTClaimsSet claims) {
        try {
            return signed(
                    claims,
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build(),
                    new RSASSASigner(RSA));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProvenIdentity verify(String token, JWK... keys) {
        return tokens.verify(
                new ExchangedTokens(token, ACCESS_TOKEN),
                expected,
                kid -> Stream.of(keys)
                        .filter(key -> kid == null || kid.equals(key.getKeyID()))
                        .toList());
    }

    private void assertRefused(String token, JWK... keys) {
        assertThatThrownBy(() -> verify(token, keys))
                .isInstanceOfSatisfying(
                        OidcException.class, e -> assertThat(e.fault()).isEqualTo(OidcException.Fault.TOKEN));
    }

    @Test
    void aGoodTokenTellsWhoItIs() {
        ProvenIdentity who = verify(
                byRsa(good().claim("email", "ada@example.com")
                        .claim("email_verified", true)
                        .claim("name", "Ada")
                        .claim("groups", List.of("billing", "staff"))
                        .build()),
                RSA.toPublicJWK());
        assertThat(who)
                .isEqualTo(new ProvenIdentity(
                        ISSUER, "248289761001", "ada@example.com", true, "Ada", List.of("billing", "staff")));
        assertThat(who.toString()).doesNotContain("ada", "248289761001");
    }

    @Test
    void anEllipticKeySignsToo() throws JOSEException {
        String token = signed(
                good().build(),
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("ec").build(),
                new ECDSASigner(EC));
        assertThat(verify(token, RSA.toPublicJWK(), EC.toPublicJWK()).subject()).isEqualTo("248289761001");
    }

    static Stream<Arguments> spoilt() {
        Date past = Date.from(NOW.minus(Duration.ofMinutes(1)));
        Date later = Date.from(NOW.plus(Duration.ofMinutes(1)));
        return Stream.of(
                spoilt("another issuer", claims -> claims.issuer(ISSUER + "/")),
                spoilt("no issuer", claims -> claims.issuer(null)),
                spoilt("another audience", claims -> claims.audience("somebody")),
                spoilt("no audience", claims -> claims.audience(List.of())),
                spoilt("two audiences and no party", claims -> claims.audience(List.of(CLIENT, "somebody"))),
                spoilt(
                        "another party",
                        claims -> claims.audience(List.of(CLIENT, "somebody")).claim("azp", "somebody")),
                spoilt("another party for us alone", claims -> claims.claim("azp", "somebody")),
                spoilt("a party that is no text", claims -> claims.claim("azp", 1)),
                spoilt("expired", claims -> claims.expirationTime(past)),
                spoilt("no expiry", claims -> claims.expirationTime(null)),
                spoilt("no time of issue", claims -> claims.issueTime(null)),
                spoilt("made long ago", claims -> claims.issueTime(Date.from(NOW.minus(Duration.ofMinutes(11))))),
                spoilt("made in the future", claims -> claims.issueTime(later)),
                spoilt("good only later", claims -> claims.notBeforeTime(later)),
                spoilt("another nonce", claims -> claims.claim("nonce", "x")),
                spoilt("no nonce", claims -> claims.claim("nonce", null)),
                spoilt("a nonce that is no text", claims -> claims.claim("nonce", List.of(NONCE))),
                spoilt("another access token", claims -> claims.claim("at_hash", atHash("x"))),
                spoilt("a hash that is no text", claims -> claims.claim("at_hash", 1)),
                spoilt("nobody", claims -> claims.subject(null)),
                spoilt("nobody's name", claims -> claims.subject("")),
                spoilt("too long a name", claims -> claims.subject("x".repeat(256))),
                spoilt("a name with a NUL", claims -> claims.subject("a\0b")));
    }

    private static Arguments spoilt(String what, UnaryOperator<JWTClaimsSet.Builder> spoiling) {
        return Arguments.of(what, byRsa(spoiling.apply(good()).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilt")
    void oneWrongClaimIsEnough(String what, String token) {
        assertRefused(token, RSA.toPublicJWK());
    }

    @Test
    void theServersClocksMayDifferByHalfAMinute() {
        String token = byRsa(good().issueTime(Date.from(NOW.plusSeconds(29)))
                .expirationTime(Date.from(NOW.minusSeconds(29)))
                .build());
        assertThat(verify(token, RSA.toPublicJWK()).issuer()).isEqualTo(ISSUER);
    }

    @Test
    void severalAudiencesNameOurPartyAndTheAccessTokenFits() {
        String token = byRsa(good().audience(List.of("somebody", CLIENT))
                .claim("azp", CLIENT)
                .claim("at_hash", atHash(ACCESS_TOKEN))
                .build());
        assertThat(verify(token, RSA.toPublicJWK()).issuer()).isEqualTo(ISSUER);
    }

    @Test
    void aHashOfAnAccessTokenThatDidNotComeIsRefused() {
        String token = byRsa(good().claim("at_hash", atHash(ACCESS_TOKEN)).build());
        assertThatThrownBy(() ->
                        tokens.verify(new ExchangedTokens(token, null), expected, kid -> List.of(RSA.toPublicJWK())))
                .isInstanceOf(OidcException.class);
    }

    @Test
    void whatIsUnsignedOrNoTokenIsRefused() {
        assertRefused(new PlainJWT(good().build()).serialize(), RSA.toPublicJWK());
        for (String text : List.of("", "x", "a.b.c", "..", "a.b.c.d.e")) {
            assertRefused(text, RSA.toPublicJWK());
        }
        String token = byRsa(good().build());
        assertRefused(token.substring(0, token.lastIndexOf('.') + 1), RSA.toPublicJWK());
        assertRefused(token.substring(0, token.length() - 4) + "AAAA", RSA.toPublicJWK());
    }

    @Test
    void thePublicKeyIsNoSharedSecret() throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build();
        for (byte[] secret : List.of(
                RSA.toRSAPublicKey().getEncoded(),
                RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            assertRefused(signed(good().build(), header, new MACSigner(secret)), RSA.toPublicJWK());
        }
    }

    @Test
    void theAlgorithmIsTheKeysAndNoOther() throws JOSEException {
        for (JWSAlgorithm algorithm : List.of(JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256)) {
            JWSHeader header = new JWSHeader.Builder(algorithm).keyID("rsa").build();
            assertRefused(signed(good().build(), header, new RSASSASigner(RSA)), RSA.toPublicJWK());
        }
        ECKey large = ec(Curve.P_384);
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("ec").build();
        assertRefused(signed(good().build(), header, new ECDSASigner(large)), large.toPublicJWK());
    }

    @Test
    void aKeyForSomethingElseOrATooSmallOneIsNone() throws JOSEException {
        String token = byRsa(good().build());
        RSAKey open = RSA.toPublicJWK();
        assertRefused(token, new RSAKey.Builder(open).keyUse(KeyUse.ENCRYPTION).build());
        assertRefused(
                token, new RSAKey.Builder(open).algorithm(JWSAlgorithm.RS512).build());
        RSAKey small = rsa(1024);
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("rsa").build();
        assertRefused(
                signed(good().build(), header, new RSASSASigner(small.toRSAPrivateKey(), true)), small.toPublicJWK());
    }

    @Test
    void anotherKeyUnderTheNameOfOneIsRefusedAndSoIsAnUnknownOne() {
        assertRefused(byRsa(good().build()), rsa(2048).toPublicJWK());
        assertRefused(byRsa(good().build()));
    }

    @Test
    void withoutAKeysNameThereMustBeOneAlone() throws JOSEException {
        String token = signed(good().build(), new JWSHeader(JWSAlgorithm.RS256), new RSASSASigner(RSA));
        assertThat(verify(token, RSA.toPublicJWK(), EC.toPublicJWK()).issuer()).isEqualTo(ISSUER);
        assertRefused(token, RSA.toPublicJWK(), rsa(2048).toPublicJWK());
    }

    @Test
    void aTokenOfAnotherKindAndACriticalHeaderAreRefused() throws JOSEException {
        JWSHeader kind = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("rsa")
                .type(new JOSEObjectType("at+jwt"))
                .build();
        assertRefused(signed(good().build(), kind, new RSASSASigner(RSA)), RSA.toPublicJWK());
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("rsa")
                .criticalParams(Set.of("exp"))
                .customParam("exp", 1)
                .build();
        assertRefused(signed(good().build(), critical, new RSASSASigner(RSA)), RSA.toPublicJWK());
    }

    static Stream<Arguments> claimedGroups() {
        return Stream.of(
                Arguments.of(null, List.of()),
                Arguments.of("staff", List.of("staff")),
                Arguments.of(List.of(), List.of()),
                Arguments.of(List.of("a", "b"), List.of("a", "b")),
                Arguments.of(Arrays.asList("a", 1, null, List.of("b"), " ", "x".repeat(256)), List.of("a")),
                Arguments.of(1, List.of()),
                Arguments.of(true, List.of()));
    }

    @ParameterizedTest
    @MethodSource("claimedGroups")
    void groupsAreTextsInAListOrOneAlone(@Nullable Object claim, List<String> groups) {
        String token = byRsa(good().claim("groups", claim).build());
        assertThat(verify(token, RSA.toPublicJWK()).groups()).isEqualTo(groups);
    }

    static Stream<Arguments> claimedVerifications() {
        return Stream.of(
                Arguments.of(true, true),
                Arguments.of("true", true),
                Arguments.of(false, false),
                Arguments.of("false", false),
                Arguments.of("yes", false),
                Arguments.of(1, false),
                Arguments.of(null, false));
    }

    @ParameterizedTest
    @MethodSource("claimedVerifications")
    void anAddressIsVerifiedWhenTheIssuerSaysSoInSoManyWords(@Nullable Object claim, boolean verified) {
        String token = byRsa(good().claim("email", "ada@example.com")
                .claim("email_verified", claim)
                .build());
        assertThat(verify(token, RSA.toPublicJWK()).emailVerified()).isEqualTo(verified);
    }

    private static String atHash(String accessToken) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sha256(accessToken), 16));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
