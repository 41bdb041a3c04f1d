package dev.countinghouse.identity;

import dev.countinghouse.ids.Ids;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.KnownTenants;
import dev.countinghouse.tenancy.Scope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an operator gets into a tenant: for a reason, for a while, and never unseen. What he asks for is written by ch_platform and
 * opened in the tenant's own role together with an entry of its audit log; should the server die between the two, nothing is
 * open.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED) // each step is its own transaction, in a role of its own
public class OperatorAccessService {

    @Inject
    SupportAccessBook book;

    @Inject
    SupportAccessDesk desk;

    @Inject
    KnownTenants tenants;

    @Inject
    SecurityLog log;

    /**
     * Opens an access.
     *
     * @param minutes until it ends by itself
     * @param permissions null for all that only reads
     * @return with the token, which is shown this once
     * @throws BillingException CONFLICT when the tenant is not active, VALIDATION_FAILED for a permission that support cannot have
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public SupportAccessView open(UUID tenantId, String reason, int minutes, @Nullable List<String> permissions) {
        Caller operator = CurrentCaller.require();
        List<String> allowed = SupportPermissions.of(permissions);
        Tenant tenant = active(tenantId);
        UUID id = Ids.next();
        String token = KeyText.mint(KeyText.SUPPORT);
        book.ask(
                new NewSupportAccess(id, tenantId, operator.userId(), operator.upn(), reason.strip(), allowed, minutes),
                token);
        SupportAccessView opened = within(tenant, () -> desk.open(id));
        log.warning("support_access.opened", operator.upn(), "tenant=" + tenant.slug() + " access=" + id);
        return opened.with(token);
    }

    /** Newest first. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<SupportAccessView> list(UUID tenantId, PageRequest page) {
        return Page.of(book.list(tenantId, page), page, SupportAccessView::id);
    }

    /** Ends one before its time. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public SupportAccessView end(UUID tenantId, UUID id) {
        book.require(id, tenantId);
        String operator = CurrentCaller.require().upn();
        SupportAccessView ended = within(active(tenantId), () -> desk.end(id, operator));
        log.info("support_access.ended", operator, "access=" + id);
        return ended;
    }

    private Tenant active(UUID tenantId) {
        if (!book.isActive(tenantId)) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant is not active");
        }
        return tenants.active(tenantId)
                .filter(Tenant::isWorkable)
                .orElseThrow(() -> new BillingException(ProblemType.CONFLICT, "The tenant cannot be worked with"));
    }

    private static SupportAccessView within(Tenant tenant, Supplier<SupportAccessView> what) {
        return CurrentScope.call(Scope.of(tenant), what);
    }
}
