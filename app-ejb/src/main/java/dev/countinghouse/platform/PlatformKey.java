package dev.countinghouse.platform;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.identity.ApiKeyView;
import dev.countinghouse.identity.MachineKeys;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;

/** The API key with which a platform works in the current tenant, given in the tenant's own role. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PlatformKey {

    @Inject
    ProvisioningRepository provisionings;

    @Inject
    MachineKeys keys;

    @Inject
    Audit audit;

    /**
     * Gives the platform its key, if it has none yet or wants another one.
     *
     * @param rotate whether the key of before is to be replaced, and refused from now on
     * @return with the secret when the key is a new one
     * @throws BillingException CONFLICT when the tenant has revoked the key: then a new one is its own to make
     */
    public ApiKeyView give(boolean rotate) {
        ProvisioningRepository.Own own = provisionings.lockOwn().orElseThrow();
        UUID before = own.apiKeyId();
        if (before != null && !rotate) {
            return keys.get(before);
        }
        if (before == null) {
            audit.recordOfTenant(
                    "tenant.provision",
                    null,
                    Map.of(
                            "external_platform_id", own.externalPlatformId(),
                            "external_store_id", own.externalStoreId()));
        } else {
            requireUnrevoked(before);
        }
        ApiKeyView key = keys.create("Platform " + own.externalPlatformId());
        provisionings.setKey(key.id());
        if (before != null) {
            keys.revoke(before);
        }
        return key;
    }

    private void requireUnrevoked(UUID key) {
        if (keys.get(key).revokedAt() != null) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant has revoked your key: ask it for a new one");
        }
    }
}
