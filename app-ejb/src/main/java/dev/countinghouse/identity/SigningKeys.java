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
import dev.countinghouse.tenancy.RegistryMemory;
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
 * The RS256 keys (RSA, 3072 bit) of the installation. Made by the first use and rotated, kept sealed in the database, held in
 * memory by every replica, which looks again every minute and when the database tells of a change. A {@code kid} that is not
 * known makes it look again too, at most every few seconds: strangers cannot make it hammer the database.
 *
 * <p>A new key is published before it signs: whoever keeps our key set for five minutes knows it by then.
 */
@ApplicationScoped
public class SigningKeys {

    /** How long a key is published before it signs, unless there is no other. */
    static final Duration LEAD = Duration.ofMinutes(7);

    private static final int KEY_BITS = 3072;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_ANYWAY = Duration.ofMinutes(1);

    @Inject
    SigningKeyStore store;

    @Inject
    RegistryMemory memory;

    @Inject
    @RealTime
    Clock clock;

    private volatile Held held = new Held(List.of(), Map.of(), "", Instant.EPOCH, -1);

    /**
     * What was loaded.
     *
     * @param keys in use, newest first
     * @param verifiers of the keys: making one takes as long as using it
     * @param published the JWK set
     * @param generation of what servers remember when it was loaded
     */
    private record Held(
            List<RSAKey> keys, Map<String, JWSVerifier> verifiers, String published, Instant at, long generation) {}

    /** The key to sign with: the newest that has been published for long enough. */
    RSAKey current() {
        List<RSAKey> keys = held().keys();
        Instant published = clock.instant().minus(LEAD);
        return keys.stream()
                .filter(key -> key.getIssueTime() == null
                        || !key.getIssueTime().toInstant().isAfter(published))
                .findFirst()
                .orElseGet(keys::getLast);
    }

    /** What checks signatures of a kid, if the key is ours and in use. */
    Optional<JWSVerifier> verifier(@Nullable String kid) {
        if (kid == null) {
            return Optional.empty();
        }
        Held known = held();
        if (!known.verifiers().containsKey(kid)
                && clock.instant().isAfter(known.at().plus(LOOK_AGAIN))) {
            known = load();
        }
        return Optional.ofNullable(known.verifiers().get(kid));
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

    /** The public keys as a JWK set (RFC 7517): the next one, those in use, and retired ones that signed documents. */
    public String jwks() {
        return held().published();
    }

    private Held held() {
        Held known = held;
        boolean fresh = !known.keys().isEmpty()
                && known.generation() == memory.generation()
                && clock.instant().isBefore(known.at().plus(LOOK_ANYWAY));
        return fresh ? known : load();
    }

    private synchronized Held load() {
        long generation = memory.generation();
        List<RSAKey> stored = store.load();
        List<RSAKey> keys = stored.isEmpty() ? store.addFirst(generate()) : stored;
        Map<String, JWSVerifier> verifiers =
                keys.stream().collect(Collectors.toUnmodifiableMap(RSAKey::getKeyID, SigningKeys::verifier));
        held = new Held(keys, verifiers, new JWKSet(store.published()).toString(), clock.instant(), generation);
        return held;
    }

    static RSAKey generate() {
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

    private static JWSVerifier verifier(RSAKey key) {
        try {
            return new RSASSAVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("a stored key is broken", e);
        }
    }
}
