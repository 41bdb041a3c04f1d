package dev.countinghouse.identity;

import dev.countinghouse.sealing.MasterKey;
import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Finds the platform whose key signed a request, and remembers the request so that it is good once. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ProvisioningKeyLookup {

    private static final String ALGORITHM = "HmacSHA256";

    @Inject
    ProvisioningKeyLookupRepository keys;

    @Inject
    MasterKey masterKey;

    /**
     * The platform; empty when the key is unknown or revoked, the signature is not its, or the request was seen before.
     *
     * @param expires when the request is too old in any case
     */
    public Optional<TrustedPlatform> find(
            UUID keyId, SignedRequest request, byte[] signature, Instant now, Instant expires) {
        return keys.find(keyId)
                .filter(key -> MessageDigest.isEqual(sign(key, request), signature))
                .filter(key -> keys.take(key.id(), request.nonce(), now, expires))
                .map(key -> {
                    keys.touch(key.id());
                    return new TrustedPlatform(key.id(), key.externalPlatformId());
                });
    }

    private byte[] sign(ProvisioningKeyLookupRepository.StoredKey key, SignedRequest request) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            byte[] secret = masterKey.open(key.sealedSecret(), ProvisioningKeyService.sealName(key.id()));
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac.doFinal(request.signed());
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
