package dev.countinghouse.identity;

import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Accesses as ch_platform may see and ask for them, each time in a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SupportAccessBook {

    @Inject
    SupportAccessRepository accesses;

    /** Whether a tenant works; NOT_FOUND when there is none. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public boolean isActive(UUID tenantId) {
        return accesses.isActive(tenantId);
    }

    /** It opens nothing yet. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public void ask(NewSupportAccess access, String token) {
        String keyId = KeyText.parse(token).orElseThrow().id();
        accesses.insert(access, keyId, Secrets.hash(token));
    }

    @RolesAllowed(Permission.PLATFORM_READ)
    public List<SupportAccessView> list(UUID tenantId, PageRequest page) {
        accesses.isActive(tenantId);
        return accesses.list(tenantId, page);
    }

    @RolesAllowed(Permission.PLATFORM_READ)
    public SupportAccessView require(UUID id, UUID tenantId) {
        return accesses.require(id, tenantId);
    }
}
