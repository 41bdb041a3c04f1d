package dev.countinghouse.invoicing;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobRequests;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.tenancy.CurrentScope;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;

/**
 * Asks for a proof of all invoices of the current tenant. Its result tells of invoices, ledger and audit log, so it takes the
 * permissions to read them too.
 */
@Stateless
public class VerificationService {

    @Inject
    JobRequests jobs;

    @Inject
    Audit audit;

    @Inject
    ReadPermissions also;

    /** Queues it; one that is queued or running already is the answer. */
    @RolesAllowed(Permission.JOB_WRITE)
    public JobView request() {
        also.requireInvoices();
        also.requireLedger();
        also.requireAudit();
        JobView job = jobs.request(CurrentScope.tenant().id(), JobKind.VERIFY_INVOICES, Map.of());
        audit.record("job.request", job.id(), null, Map.of("kind", JobKind.VERIFY_INVOICES.code()));
        return job;
    }
}
