package dev.countinghouse.invoicing;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Shows billing runs, also while they run. */
@Stateless
public class BillingRunService {

    @Inject
    BillingRunRepository runs;

    /** Newest first. */
    @RolesAllowed(Permission.INVOICE_READ)
    public Page<BillingRunView> list(PageRequest page) {
        return Page.of(runs.list(page), page, BillingRunView::id);
    }
}
