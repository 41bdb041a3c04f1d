package dev.countinghouse.identity;

import com.nimbusds.jose.jwk.RSAKey;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
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

    /** Adds a key if there still is none, and answers with those in use: replicas that start together share one. */
    public List<RSAKey> addFirst(RSAKey key) {
        keys.lock();
        if (keys.inUse().isEmpty()) {
            byte[] secret = key.toJSONString().getBytes(StandardCharsets.UTF_8);
            keys.insert(
                    key.getKeyID(),
                    key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                    masterKey.seal(secret, key.getKeyID()));
        }
        return load();
    }

    private RSAKey open(SigningKeyRepository.SealedKey sealed) {
        try {
            return RSAKey.parse(
                    new String(masterKey.open(sealed.sealedPrivate(), sealed.kid()), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key is broken", e);
        }
    }
}
