package dev.countinghouse.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countinghouse.json.Json;
import dev.countinghouse.oidc.OidcException.Fault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes an ID token good (OpenID Connect Core 1.0, 3.1.3.7). The algorithm follows from the kind of the key, RS256 or ES256,
 * and never from the token: none of its words is a reason to check less.
 */
final class IdTokens {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration AGE_MAX = Duration.ofMinutes(10);
    private static final int RSA_BITS_MIN = 2048;
    private static final int SUBJECT_MAX = 255;
    private static final int TEXT_MAX = 255;
    private static final int GROUPS_MAX = 1_000;
    private static final String BAD_SIGNATURE = "is not signed by a key of the provider";

    private final Clock clock;

    IdTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * Whom a token speaks of.
     *
     * @param keys the provider's by their id, which is null when the token names none
     * @throws OidcException TOKEN
     */
    ProvenIdentity verify(ExchangedTokens tokens, Expectation expected, Function<@Nullable String, List<JWK>> keys) {
        try {
            SignedJWT token = SignedJWT.parse(tokens.idToken());
            requireSignature(token, keys.apply(token.getHeader().getKeyID()));
            JWTClaimsSet claims = token.getJWTClaimsSet();
            requireMeantForUs(claims, expected);
            requireFresh(claims);
            requireNonce(claims, expected.nonceHash());
            requireAccessToken(claims, tokens.accessToken());
            return identity(claims, expected);
        } catch (ParseException e) {
            throw new OidcException(Fault.TOKEN, "The ID token is no signed token", e);
        }
    }

    private static void requireSignature(SignedJWT token, List<JWK> keys) {
        JWSHeader header = token.getHeader();
        if (header.getType() != null && !header.getType().toString().equalsIgnoreCase("JWT")) {
            throw refused("is a token of another kind");
        }
        List<JWK> fitting = keys.stream().filter(key -> fits(key, header)).toList();
        if (fitting.size() != 1) { // without a kid there may be several: nobody guesses
            throw refused(BAD_SIGNATURE);
        }
        try {
            if (!token.verify(verifier(fitting.getFirst()))) {
                throw refused(BAD_SIGNATURE);
            }
        } catch (JOSEException e) {
            throw new OidcException(Fault.TOKEN, "The ID token " + BAD_SIGNATURE, e);
        }
    }

    /** A key is good for one algorithm. */
    private static boolean fits(JWK key, JWSHeader header) {
        @Nullable
        JWSAlgorithm own = switch (key) {
            case RSAKey rsa when rsa.size() >= RSA_BITS_MIN -> JWSAlgorithm.RS256;
            case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> JWSAlgorithm.ES256;
            default -> null;
        };
        return own != null
                && own.equals(header.getAlgorithm())
                && (key.getAlgorithm() == null || own.equals(key.getAlgorithm()))
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()));
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return key instanceof RSAKey rsa
                ? new RSASSAVerifier(rsa.toRSAPublicKey())
                : new ECDSAVerifier(key.toECKey().toECPublicKey());
    }

    private static void requireMeantForUs(JWTClaimsSet claims, Expectation expected) throws ParseException {
        if (!expected.issuer().equals(claims.getIssuer())) {
            throw refused("is another issuer's");
        }
        List<String> audience = claims.getAudience();
        @Nullable String party = claims.getStringClaim("azp");
        boolean ours = audience.contains(expected.clientId())
                && (party == null ? audience.size() == 1 : party.equals(expected.clientId()));
        if (!ours) {
            throw refused("is meant for somebody else");
        }
    }

    private void requireFresh(JWTClaimsSet claims) {
        Instant now = clock.instant();
        @Nullable Date expires = claims.getExpirationTime();
        @Nullable Date issued = claims.getIssueTime();
        @Nullable Date notBefore = claims.getNotBeforeTime();
        if (expires == null || !now.isBefore(expires.toInstant().plus(SKEW))) {
            throw refused("is expired");
        }
        boolean timely = issued != null
                && !issued.toInstant().isAfter(now.plus(SKEW))
                && !issued.toInstant().isBefore(now.minus(AGE_MAX))
                && (notBefore == null || !notBefore.toInstant().isAfter(now.plus(SKEW)));
        if (!timely) {
            throw refused("was not made just now");
        }
    }

    private static void requireNonce(JWTClaimsSet claims, byte[] nonceHash) throws ParseException {
        @Nullable String nonce = claims.getStringClaim("nonce");
        if (nonce == null || !MessageDigest.isEqual(sha256(nonce), nonceHash)) {
            throw refused("is of another login");
        }
    }

    /** RS256 and ES256 both hash with SHA-256; the claim is the left half. */
    private static void requireAccessToken(JWTClaimsSet claims, @Nullable String accessToken) throws ParseException {
        @Nullable String hash = claims.getStringClaim("at_hash");
        if (hash == null) {
            return;
        }
        byte[] whole = accessToken == null ? new byte[0] : sha256(accessToken);
        String half = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, whole.length / 2));
        if (accessToken == null || !half.equals(hash)) {
            throw refused("came with another access token");
        }
    }

    private static ProvenIdentity identity(JWTClaimsSet claims, Expectation expected) {
        @Nullable String subject = claims.getSubject();
        if (subject == null || subject.isEmpty() || subject.length() > SUBJECT_MAX || !isText(subject)) {
            throw refused("names nobody");
        }
        Object verified = claims.getClaim("email_verified");
        return new ProvenIdentity(
                expected.issuer(),
                subject,
                text(claims.getClaim("email")),
                Boolean.TRUE.equals(verified) || "true".equals(verified),
                text(claims.getClaim("name")),
                groups(claims.getClaim(expected.groupsClaim())));
    }

    private static List<String> groups(@Nullable Object claim) {
        Stream<?> all = claim instanceof List<?> list ? list.stream() : Stream.ofNullable(claim);
        return all.map(IdTokens::text)
                .filter(group -> group != null)
                .limit(GROUPS_MAX)
                .toList();
    }

    private static @Nullable String text(@Nullable Object claim) {
        return claim instanceof String text && !text.isBlank() && text.length() <= TEXT_MAX && isText(text)
                ? text
                : null;
    }

    private static boolean isText(String text) {
        return text.codePoints().noneMatch(Character::isISOControl) && Json.isStorable(text);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static OidcException refused(String what) {
        return new OidcException(Fault.TOKEN, "The ID token " + what);
    }
}
