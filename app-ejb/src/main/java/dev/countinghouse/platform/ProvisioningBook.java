package dev.countinghouse.platform;

import dev.countinghouse.tenancy.ActsAsIdentity;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Stores of other platforms across tenants. */
@Stateless
@PermitAll
@ActsAsIdentity
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ProvisioningBook {

    @Inject
    ProvisioningRepository provisionings;

    public Optional<KnownStore> find(String platform, String store) {
        return provisionings.find(platform, store);
    }

    /** The body's hash of the request that used an idempotency key; empty when none did. */
    public Optional<byte[]> requestOf(String platform, String idempotencyKey) {
        return provisionings.requestOf(platform, idempotencyKey);
    }

    /** The user of an address, if he owns another tenant that the platform made. */
    public Optional<UUID> owner(String platform, String email) {
        return provisionings.owner(platform, email);
    }
}
