package dev.countinghouse.identity;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.UUID;

/** Opens and ends accesses in the tenant's own role, each with its audit entry in the same transaction. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SupportAccessDesk {

    @Inject
    SupportAccessRepository accesses;

    @Inject
    Audit audit;

    /** From now on its token is good. */
    public SupportAccessView open(UUID id) {
        accesses.open(id);
        SupportAccessView opened = accesses.require(id, CurrentScope.tenant().id());
        audit.record("support_access.open", id, null, opened, opened.reason());
        return opened;
    }

    /**
     * From the next request on its token is refused; over already: nothing.
     *
     * @param by who ends it
     */
    public SupportAccessView end(UUID id, String by) {
        UUID tenant = CurrentScope.tenant().id();
        SupportAccessView before = accesses.require(id, tenant);
        if (!accesses.end(id, by)) {
            return before;
        }
        SupportAccessView ended = accesses.require(id, tenant);
        audit.record("support_access.end", id, before, ended, ended.reason());
        return ended;
    }
}
