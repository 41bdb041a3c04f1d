package dev.countinghouse.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countinghouse.clock.RealTime;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The RS256 keys (RSA, 3072 bit) of the installation. Made once, kept sealed in the database, held in memory by every
 * replica. A {@code kid} that is not known makes the replica look again, at most every few seconds: strangers cannot
 * make it hammer the database.
 */
@ApplicationScoped
public class SigningKeys {

    private static final int KEY_BITS = 3072;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    @Inject
    SigningKeyStore store;

    @Inject
    @RealTime
    Clock clock;

    private volatile List<RSAKey> keys = List.of();
    private volatile Map<String, RSASSAVerifier> verifiers =
            Map.of(); // of the keys: making one takes as long as using it
    private volatile Instant lookedAt = Instant.EPOCH;

    /** The key to sign with: the newest. */
    RSAKey current() {
        if (keys.isEmpty()) {
            load();
        }
        return keys.getFirst();
    }

    /** What checks signatures of a kid, if the key is ours. */
    Optional<JWSVerifier> verifier(@Nullable String kid) {
        if (kid == null) {
            return Optional.empty();
        }
        if (!verifiers.containsKey(kid) && clock.instant().isAfter(lookedAt.plus(LOOK_AGAIN))) {
            load();
        }
        return Optional.ofNullable(verifiers.get(kid));
    }

    /**
     * Signs a text of ours with the newest key.
     *
     * @param type of the text, in the header: what is signed for one purpose is good for no other
     * @return a compact JWS (RFC 7515), to be checked with {@link #jwks}
     */
    public String sign(String text, String type) {
        RSAKey key = current();
        JWSObject signed = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(new JOSEObjectType(type))
                        .build(),
                new Payload(text));
        try {
            signed.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("the signing key is broken", e);
        }
        return signed.serialize();
    }

    /** The public keys as a JWK set (RFC 7517). */
    public String jwks() {
        current();
        return new JWKSet(List.copyOf(keys)).toPublicJWKSet().toString();
    }

    private synchronized void load() {
        List<RSAKey> stored = store.load();
        keys = stored.isEmpty() ? store.addFirst(generate()) : stored;
        verifiers = keys.stream().collect(Collectors.toUnmodifiableMap(RSAKey::getKeyID, SigningKeys::verifier));
        lookedAt = clock.instant();
    }

    private static RSAKey generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            var pair = generator.generateKeyPair();
            return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                    .privateKey(pair.getPrivate())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint()
                    .build();
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("RSA is not available", e);
        }
    }

    private static RSASSAVerifier verifier(RSAKey key) {
        try {
            return new RSASSAVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("a stored key is broken", e);
        }
    }
}
