package dev.countinghouse.identity;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.sealing.MasterKey;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Keys with which trusted platforms sign what they ask for, as operators make and revoke them. A platform may have several:
 * a new one is made before the old one is revoked.
 */
@Stateless
public class ProvisioningKeyService {

    private static final String KIND = "ch_prov_";
    private static final int SECRET_LENGTH = 43;

    @Inject
    ProvisioningKeyRepository keys;

    @Inject
    MasterKey masterKey;

    @Inject
    SecurityLog log;

    /** Makes a key; its secret is shown this once. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public ProvisioningKeyView create(String externalPlatformId, String name) {
        UUID id = Ids.next();
        String secret = KIND + Secrets.random(SECRET_LENGTH);
        keys.insert(
                id, externalPlatformId, name, masterKey.seal(secret.getBytes(StandardCharsets.UTF_8), sealName(id)));
        log.info("provisioning_key.created", CurrentCaller.require().upn(), "key=" + id);
        return keys.require(id).with(secret);
    }

    /** Newest first. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<ProvisioningKeyView> list(PageRequest page) {
        return Page.of(keys.list(page), page, ProvisioningKeyView::id);
    }

    /** From now on it signs nothing; the tenants that were made with it, and their keys, stay. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public void revoke(UUID id) {
        keys.require(id);
        keys.revoke(id);
        log.warning("provisioning_key.revoked", CurrentCaller.require().upn(), "key=" + id);
    }

    /** Under which name the secret of a key is sealed. */
    static String sealName(UUID id) {
        return "provisioning_key:" + id;
    }
}
