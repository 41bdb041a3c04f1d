package dev.countinghouse.identity;

import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.UUID;

/** Operators' accesses to the current tenant, as the tenant sees and ends them. */
@Stateless
public class SupportAccessService {

    @Inject
    SupportAccessRepository accesses;

    @Inject
    SupportAccessDesk desk;

    @Inject
    SecurityLog log;

    /** Newest first, those that are over too. */
    @RolesAllowed(Permission.AUDIT_READ)
    public Page<SupportAccessView> list(PageRequest page) {
        return Page.of(accesses.list(CurrentScope.tenant().id(), page), page, SupportAccessView::id);
    }

    @RolesAllowed(Permission.AUDIT_READ)
    public SupportAccessView get(UUID id) {
        return accesses.require(id, CurrentScope.tenant().id());
    }

    /** The operator is out from the next request on; over already: nothing. */
    @RolesAllowed(Permission.TENANT_OWN)
    public void end(UUID id) {
        String owner = CurrentCaller.require().upn();
        desk.end(id, owner);
        log.warning("support_access.ended", owner, "access=" + id);
    }
}
