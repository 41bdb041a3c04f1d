package dev.countinghouse.identity;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Finds the tenant behind an API key. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ApiKeyLookup {

    @Inject
    ApiKeyLookupRepository keys;

    /** The key of an id; empty when there is none, it was revoked, or its maker is not active or no member any more. */
    public Optional<KnownApiKey> find(String keyId) {
        return keys.find(keyId);
    }

    /** Notes that it is used. */
    public void touch(UUID id) {
        keys.touch(id);
    }
}
