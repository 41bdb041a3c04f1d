package dev.countinghouse.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countinghouse.clock.RealTime;
import dev.countinghouse.ids.Ids;
import dev.countinghouse.tenancy.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens: MicroProfile JWTs, RS256, of one purpose. Verification accepts exactly what {@link #issue} makes: our
 * algorithm, one of our keys, our issuer and audience, not expired (30 s of skew).
 */
@ApplicationScoped
public class Tokens {

    static final Duration SKEW = Duration.ofSeconds(30);
    private static final String PURPOSE = "access";
    private static final int VERIFIED_MAX = 10_000; // 2 KB each
    private static final List<String> REQUIRED = List.of("sub", "upn", "tenant_id", "sid", "jti", "iat", "exp");

    @Inject
    SigningKeys keys;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.issuer")
    String issuer;

    @Inject
    @ConfigProperty(name = "mp.jwt.verify.audiences")
    String audience;

    @Inject
    @ConfigProperty(name = "countinghouse.access-token.minutes", defaultValue = "30")
    int minutes;

    /** Good tokens by their whole text; what became of their key, their end and their revocation is asked each time. */
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(VERIFIED_MAX).build();

    /**
     * A token whose signature was checked.
     *
     * @param by which checked it
     */
    private record Verified(String keyId, JWSVerifier by, Instant expires, Caller caller) {}

    /** Seconds an access token is good for. */
    public long lifeSeconds() {
        return Duration.ofMinutes(minutes).toSeconds();
    }

    /** When every token that was issued until now has expired. */
    Instant allExpiredBy() {
        return clock.instant().plusSeconds(lifeSeconds()).plus(SKEW);
    }

    /** A token for a member of a tenant, within a session. */
    String issue(Member member, Tenant tenant, UUID sessionId) {
        return issue(member, tenant, sessionId, lifeSeconds(), Map.of());
    }

    /** The same with further claims, good for so many seconds: {@link #lifeSeconds} at most. */
    String issue(Member member, Tenant tenant, UUID sessionId, long seconds, Map<String, Object> further) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(audience)
                .subject(member.userId().toString())
                .claim("upn", member.email())
                .claim("groups", List.of(member.role()))
                .claim("tenant", tenant.slug())
                .claim("tenant_id", tenant.id().toString())
                .claim("sid", sessionId.toString())
                .claim("purpose", PURPOSE)
                .jwtID(Ids.next().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(Math.min(seconds, lifeSeconds()))));
        further.forEach(claims::claim);
        RSAKey key = keys.current();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key is broken", e);
        }
        return token.serialize();
    }

    /**
     * The caller a token speaks for; empty for anything that is not a good token of ours. Revocation is not its business, nor
     * what the role that it names allows: that is looked up with the membership.
     */
    public Optional<Caller> verify(String text) {
        Verified before = verified.getIfPresent(text);
        if (before != null && isStillOurs(before)) {
            return isAlive(before.expires()) ? Optional.of(before.caller()) : Optional.empty();
        }
        try {
            return verify(SignedJWT.parse(text), text);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty(); // not a token of ours, whatever it is
        }
    }

    private Optional<Caller> verify(SignedJWT token, String text) throws ParseException, JOSEException {
        if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
            return Optional.empty();
        }
        String keyId = token.getHeader().getKeyID();
        Optional<JWSVerifier> key = keys.verifier(keyId);
        if (key.isEmpty() || !token.verify(key.get())) {
            return Optional.empty();
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Optional<Caller> caller = caller(claims);
        caller.ifPresent(good -> verified.put(
                text, new Verified(keyId, key.get(), claims.getExpirationTime().toInstant(), good)));
        return caller;
    }

    private boolean isStillOurs(Verified token) {
        return keys.verifier(token.keyId()).filter(token.by()::equals).isPresent();
    }

    private boolean isAlive(Instant expires) {
        return clock.instant().isBefore(expires.plus(SKEW));
    }

    private Optional<Caller> caller(JWTClaimsSet claims) throws ParseException {
        @Nullable Date expires = claims.getExpirationTime();
        List<String> groups = claims.getStringListClaim("groups");
        boolean good = REQUIRED.stream().allMatch(name -> claims.getClaim(name) != null)
                && issuer.equals(claims.getIssuer())
                && claims.getAudience().equals(List.of(audience))
                && PURPOSE.equals(claims.getStringClaim("purpose"))
                && expires != null
                && isAlive(expires.toInstant())
                && groups != null
                && groups.size() == 1;
        if (!good) {
            return Optional.empty();
        }
        Map<String, Object> values = new HashMap<>(claims.getClaims());
        values.put("exp", expires.toInstant().getEpochSecond());
        values.put("iat", claims.getIssueTime().toInstant().getEpochSecond());
        values.put("groups", Set.copyOf(groups));
        values.put("aud", Set.of(audience));
        return Optional.of(new Caller(
                UUID.fromString(claims.getSubject()),
                String.valueOf(claims.getClaim("upn")),
                UUID.fromString(String.valueOf(claims.getClaim("tenant_id"))),
                Set.of(),
                Map.copyOf(values)));
    }
}
