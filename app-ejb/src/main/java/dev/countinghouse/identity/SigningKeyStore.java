package dev.countinghouse.identity;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;

/** Keeps signing keys, the private half sealed. Public only because EJB proxies need it; the web tier has {@link SigningKeys}. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SigningKeyStore {

    @Inject
    SigningKeyRepository keys;

    @Inject
    MasterKey masterKey;

    /** Keys in use, newest first. */
    public List<RSAKey> load() {
        return keys.inUse().stream().map(this::open).toList();
    }

    /** The public halves of all keys but compromised ones, newest first. */
    public List<JWK> published() {
        return keys.published().stream().map(SigningKeyStore::publicKey).toList();
    }

    /** Adds a key if there still is none, and answers with those in use: replicas that start together share one. */
    public List<RSAKey> addFirst(RSAKey key) {
        keys.lock();
        if (keys.inUse().isEmpty()) {
            insert(key);
        }
        return load();
    }

    /** Adds a key; those of before verify for so long yet. */
    public void rotate(RSAKey next, Duration overlap) {
        keys.lock();
        keys.retireAfter(overlap.toSeconds());
        insert(next);
    }

    /** The same if none was added for so long: replicas that find it due together add one. */
    public void rotateAfter(Duration age, RSAKey next, Duration overlap) {
        keys.lock();
        if (keys.isNewestOlderThan(age.toSeconds())) {
            rotate(next, overlap);
        }
    }

    /** Adds a key; those of before are no more good for anything. */
    public void replaceCompromised(RSAKey next) {
        keys.lock();
        keys.compromise();
        insert(next);
    }

    /** Whether no key was added for so long. */
    public boolean isDue(Duration age) {
        return keys.isNewestOlderThan(age.toSeconds());
    }

    /** All keys there ever were, newest first. */
    public List<SigningKeyView> all() {
        return keys.all();
    }

    private void insert(RSAKey key) {
        byte[] secret = key.toJSONString().getBytes(StandardCharsets.UTF_8);
        keys.insert(
                key.getKeyID(),
                key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                masterKey.seal(secret, key.getKeyID()));
    }

    private RSAKey open(SigningKeyRepository.SealedKey sealed) {
        try {
            RSAKey key = RSAKey.parse(
                    new String(masterKey.open(sealed.sealedPrivate(), sealed.kid()), StandardCharsets.UTF_8));
            return new RSAKey.Builder(key)
                    .issueTime(Date.from(sealed.createdAt()))
                    .build();
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key is broken", e);
        }
    }

    private static JWK publicKey(byte[] json) {
        try {
            return JWK.parse(new String(json, StandardCharsets.UTF_8)).toPublicJWK();
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key is broken", e);
        }
    }
}
