package dev.countinghouse.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.countinghouse.tenancy.RegistryMemory;
import dev.countinghouse.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final UUID USER = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID SESSION = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final Tenant ACME =
            new Tenant(UUID.fromString("01980000-0000-7000-8000-000000000003"), "acme", "tenant_acme", "1.x", false);
    private static final Member ANNA = new Member(USER, "anna@acme.example", "Anna", Role.MANAGER.code());

    private final MovableClock clock = new MovableClock();
    private final Tokens tokens = tokens(clock);

    @Test
    void aTokenSpeaksForItsMember() {
        Caller caller = tokens.verify(tokens.issue(ANNA, ACME, SESSION)).orElseThrow();
        assertThat(caller.userId()).isEqualTo(USER);
        assertThat(caller.getName()).isEqualTo("anna@acme.example");
        assertThat(caller.tenantId()).isEqualTo(ACME.id());
        assertThat(caller.role()).isEqualTo("manager");
        assertThat(caller.permissions())
                .as("what the role allows is not the token's business")
                .isEmpty();
        assertThat(caller.sessionId()).isEqualTo(SESSION);
        assertThat(caller.tokenId()).isNotNull();
        assertThat(caller.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Test
    void aTokenHasTheClaimsOfMicroProfile() {
        Caller caller = tokens.verify(tokens.issue(ANNA, ACME, SESSION)).orElseThrow();
        assertThat(caller.getIssuer()).isEqualTo("https://books.example");
        assertThat(caller.getAudience()).isEqualTo(Set.of("countinghouse"));
        assertThat(caller.getSubject()).isEqualTo(USER.toString());
        assertThat(caller.getGroups()).isEqualTo(Set.of("manager"));
        assertThat(caller.getIssuedAtTime()).isEqualTo(clock.instant().getEpochSecond());
        assertThat(caller.<String>getClaim("tenant")).isEqualTo("acme");
    }

    @Test
    void noTwoTokensHaveOneId() {
        Caller one = tokens.verify(tokens.issue(ANNA, ACME, SESSION)).orElseThrow();
        Caller other = tokens.verify(tokens.issue(ANNA, ACME, SESSION)).orElseThrow();
        assertThat(one.tokenId()).isNotEqualTo(other.tokenId());
    }

    @Test
    void aTokenIsGoodUntilThirtySecondsAfterItsEndAndNotASecondLonger() {
        String token = tokens.issue(ANNA, ACME, SESSION);
        assertThat(tokens.verify(token)).isPresent();
        clock.pass(Duration.ofMinutes(30).plusSeconds(29));
        assertThat(tokens.verify(token)).isPresent();
        clock.pass(Duration.ofSeconds(1));
        assertThat(tokens.verify(token)).isEmpty();
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        assertThat(tokens.verify(new PlainJWT(good().build()).serialize())).isEmpty();
        String[] parts = tokens.issue(ANNA, ACME, SESSION).split("\\.", -1);
        assertThat(tokens.verify("eyJhbGciOiJub25lIn0." + parts[1] + ".")).isEmpty();
        assertThat(tokens.verify(parts[0] + "." + parts[1] + ".")).isEmpty();
    }

    /** The classic confusion: our public key as the secret of a symmetric algorithm. */
    @Test
    void aTokenSignedWithOurPublicKeyAsASecretIsRefused() throws JOSEException {
        byte[] secret = TestKeys.OURS.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertThat(tokens.verify(signed(good().build(), JWSAlgorithm.HS256, new MACSigner(secret), TestKeys.OURS)))
                .isEmpty();
    }

    @Test
    void anotherAlgorithmOfOurOwnKeyIsRefused() throws JOSEException {
        assertThat(tokens.verify(
                        signed(good().build(), JWSAlgorithm.RS512, new RSASSASigner(TestKeys.OURS), TestKeys.OURS)))
                .isEmpty();
        assertThat(tokens.verify(
                        signed(good().build(), JWSAlgorithm.PS256, new RSASSASigner(TestKeys.OURS), TestKeys.OURS)))
                .isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyIsRefusedUnderItsOwnIdAndUnderOurs() throws JOSEException {
        JWSSigner stranger = new RSASSASigner(TestKeys.OTHER);
        assertThat(tokens.verify(signed(good().build(), JWSAlgorithm.RS256, stranger, TestKeys.OTHER)))
                .isEmpty();
        assertThat(tokens.verify(signed(good().build(), JWSAlgorithm.RS256, stranger, TestKeys.OURS)))
                .isEmpty();
        assertThat(tokens.verify(signed(good().build(), JWSAlgorithm.RS256, stranger, null)))
                .isEmpty();
    }

    @Test
    void aTokenWhoseClaimsWereChangedIsRefused() throws ParseException {
        SignedJWT token = SignedJWT.parse(tokens.issue(ANNA, ACME, SESSION));
        JWTClaimsSet owner = new JWTClaimsSet.Builder(token.getJWTClaimsSet())
                .claim("groups", List.of("owner"))
                .build();
        String[] parts = token.serialize().split("\\.", -1);
        assertThat(tokens.verify(parts[0] + "." + owner.toPayload().toBase64URL() + "." + parts[2]))
                .isEmpty();
    }

    @Test
    void onlyOurIssuerAudienceAndPurposeAreGood() {
        assertThat(verify(good())).isPresent();
        assertThat(verify(good().issuer("https://other.example"))).isEmpty();
        assertThat(verify(good().audience("other"))).isEmpty();
        assertThat(verify(good().audience(List.of("countinghouse", "other")))).isEmpty();
        assertThat(verify(good().claim("purpose", "refresh"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "iat", "sub", "upn", "jti", "sid", "groups", "tenant_id", "purpose"})
    void aTokenThatLacksAClaimIsRefused(String claim) {
        assertThat(verify(good().claim(claim, null))).isEmpty();
    }

    @Test
    void aTokenHasOneRole() {
        assertThat(verify(good().claim("groups", List.of("viewer", "owner")))).isEmpty();
        assertThat(verify(good().claim("groups", List.of()))).isEmpty();
        assertThat(verify(good().claim("groups", "owner"))).isEmpty();
        assertThat(verify(good().claim("groups", List.of(1)))).isEmpty();
    }

    @Test
    void claimsOfTheWrongTypeAreRefused() {
        assertThat(verify(good().subject("anna"))).isEmpty();
        assertThat(verify(good().claim("tenant_id", 7))).isEmpty();
        assertThat(verify(good().claim("purpose", 7))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b.c", "eyJhbGciOiJSUzI1NiJ9.e30.", "\u0000", "Bearer x"})
    void whatIsNoTokenIsRefusedQuietly(String text) {
        assertThat(tokens.verify(text)).isEmpty();
    }

    @Test
    void theTokenOfARetiredKeyIsRefusedOnceTheKeyIsGone() {
        String token = tokens.issue(ANNA, ACME, SESSION);
        assertThat(tokens(clock, TestKeys.OTHER).verify(token)).isEmpty();
    }

    @Test
    void aTokenThatWasGoodIsRefusedOnceItsKeyIsGone() {
        KeptSigningKeys kept = new KeptSigningKeys(TestKeys.OTHER, TestKeys.OURS);
        Tokens server = tokens(clock, kept);
        String token = tokens.issue(ANNA, ACME, SESSION);
        assertThat(server.verify(token)).isPresent();
        assertThat(server.verify(token)).isPresent();
        kept.retire(TestKeys.OURS);
        clock.pass(Duration.ofMinutes(1));
        assertThat(server.verify(token)).isEmpty();
    }

    /** What is remembered of a good token is no other token's. */
    @Test
    void aTokenThatWasGoodOpensNothingForOneThatWasChanged() {
        String token = tokens.issue(ANNA, ACME, SESSION);
        assertThat(tokens.verify(token)).isPresent();
        char last = token.charAt(token.length() - 10);
        String changed = token.substring(0, token.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);
        assertThat(tokens.verify(changed)).isEmpty();
    }

    private Optional<Caller> verify(JWTClaimsSet.Builder claims) {
        try {
            JWSSigner signer = new RSASSASigner(TestKeys.OURS);
            return tokens.verify(signed(claims.build(), JWSAlgorithm.RS256, signer, TestKeys.OURS));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private JWTClaimsSet.Builder good() {
        return new JWTClaimsSet.Builder()
                .issuer("https://books.example")
                .audience("countinghouse")
                .subject(USER.toString())
                .claim("upn", "anna@acme.example")
                .claim("groups", List.of("viewer"))
                .claim("tenant", "acme")
                .claim("tenant_id", ACME.id().toString())
                .claim("sid", SESSION.toString())
                .claim("purpose", "access")
                .jwtID(SESSION.toString())
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer, @Nullable RSAKey named)
            throws JOSEException {
        String kid = named == null ? null : named.getKeyID();
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(kid).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static Tokens tokens(MovableClock clock) {
        return tokens(clock, TestKeys.OURS);
    }

    private static Tokens tokens(MovableClock clock, RSAKey key) {
        return tokens(clock, new KeptSigningKeys(key));
    }

    private static Tokens tokens(MovableClock clock, KeptSigningKeys kept) {
        SigningKeys keys = new SigningKeys();
        keys.memory = new RegistryMemory();
        keys.store = kept;
        keys.clock = clock;
        Tokens made = new Tokens();
        made.keys = keys;
        made.clock = clock;
        made.issuer = "https://books.example";
        made.audience = "countinghouse";
        made.minutes = 30;
        return made;
    }
}
