package dev.countinghouse.jobs;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.identity.CurrentCaller;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Jobs: a tenant sees all that is done to it, an operator sees all. */
@Stateless
public class JobService {

    /** What a tenant asks for itself; the rest is the operators' and theirs to cancel. */
    private static final Set<JobKind> OF_TENANTS = Set.of(
            JobKind.EXPORT, JobKind.CLONE, JobKind.ERASE_CUSTOMER, JobKind.DELETE_USAGE, JobKind.VERIFY_INVOICES);

    @Inject
    JobRepository jobs;

    @Inject
    Audit audit;

    /** Newest first. */
    @RolesAllowed({Permission.JOB_READ, Permission.PLATFORM_READ})
    public Page<JobView> list(JobFilter filter, PageRequest page) {
        return Page.of(jobs.list(filter, page), page, JobView::id);
    }

    @RolesAllowed({Permission.JOB_READ, Permission.PLATFORM_READ})
    public JobView get(UUID id) {
        return jobs.require(id);
    }

    /**
     * Asks a job to stop: it does so between two steps and undoes the one it is at. One that is past its last step succeeds
     * all the same.
     *
     * @throws BillingException CONFLICT when it has ended, FORBIDDEN for a tenant when an operator asked for it
     */
    @RolesAllowed({Permission.JOB_WRITE, Permission.PLATFORM_WRITE})
    public JobView cancel(UUID id) {
        JobView job = jobs.require(id);
        boolean operator = CurrentCaller.require().tenantId() == null;
        if (!operator && !OF_TENANTS.contains(job.kind())) {
            throw new BillingException(ProblemType.FORBIDDEN, "Ask the operator of the platform to cancel it");
        }
        if (!jobs.requestCancel(id)) {
            throw new BillingException(
                    ProblemType.CONFLICT,
                    "The job is " + jobs.require(id).state().code());
        }
        audit.record(
                "job.cancel",
                id,
                Map.of("state", job.state().code()),
                Map.of("kind", job.kind().code()));
        return jobs.require(id);
    }
}
