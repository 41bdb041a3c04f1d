package dev.countinghouse.audit;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reading the audit log of the current tenant. */
@Stateless
public class AuditService {

    private static final int AT_ONCE = 2_000;

    @Inject
    AuditRepository log;

    @Inject
    ChainVerification chain;

    /** Newest first. */
    @RolesAllowed(Permission.AUDIT_READ)
    public Page<AuditEntryView> list(AuditFilter filter, PageRequest page) {
        if (!Audit.isKept()) {
            return new Page<>(List.of(), null);
        }
        return Page.of(log.list(filter, page), page, AuditEntry::id).map(AuditEntryView::of);
    }

    /**
     * A part of the log for taking it away, oldest first.
     *
     * @param after the last entry of the part before; null for the first part
     * @return empty behind the last part
     */
    @RolesAllowed(Permission.AUDIT_READ)
    public List<AuditEntryView> part(AuditFilter filter, @Nullable UUID after) {
        return Audit.isKept()
                ? log.after(filter, after, AT_ONCE).stream()
                        .map(AuditEntryView::of)
                        .toList()
                : List.of();
    }

    /** Checks every link of the chain against its entry. */
    @RolesAllowed(Permission.AUDIT_READ)
    public AuditVerification verify() {
        return chain.verify();
    }
}
