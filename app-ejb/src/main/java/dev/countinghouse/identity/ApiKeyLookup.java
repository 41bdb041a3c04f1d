package dev.countinghouse.identity;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** Finds the tenant behind an API key. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ApiKeyLookup {

    private static final Logger LOG = Logger.getLogger(ApiKeyLookup.class.getName());

    @Inject
    ApiKeyLookupRepository keys;

    /**
     * The caller of a key; empty when its id is unknown, its secret wrong, or it is expired or revoked, or is not for the
     * address.
     *
     * @param address of the client
     */
    public Optional<Caller> find(String keyId, String key, String address) {
        return keys.find(keyId)
                .filter(stored -> Secrets.matches(key, stored.secretHash()))
                .filter(stored -> isAllowed(stored, address))
                .map(stored -> {
                    keys.touch(stored.id());
                    return new Caller(
                            stored.createdBy(),
                            "key:" + stored.prefix(),
                            stored.tenantId(),
                            stored.permissions(),
                            Map.of(
                                    "sub",
                                    stored.createdBy().toString(),
                                    "upn",
                                    "key:" + stored.prefix(),
                                    Caller.KEY_ID,
                                    stored.id().toString()));
                });
    }

    private static boolean isAllowed(ApiKeyLookupRepository.StoredKey stored, String address) {
        boolean allowed = stored.allows(address);
        if (!allowed) {
            LOG.warning(() -> "API key " + stored.prefix() + " was used from " + address + ", which it is not for");
        }
        return allowed;
    }
}
