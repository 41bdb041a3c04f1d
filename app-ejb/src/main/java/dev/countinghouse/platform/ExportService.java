package dev.countinghouse.platform;

import dev.countinghouse.audit.Audit;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobRequests;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.paging.Page;
import dev.countinghouse.paging.PageRequest;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.tenancy.CurrentScope;
import dev.countinghouse.tenancy.Tenant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a tenant asks for itself: its data to take away, sandboxes, and the erasure of a customer. */
@Stateless
public class ExportService {

    @Inject
    ArchiveRepository archives;

    @Inject
    ArchiveFolder folder;

    @Inject
    SandboxDirectory sandboxes;

    @Inject
    CustomerUseRepository customers;

    @Inject
    JobRequests jobs;

    @Inject
    Audit audit;

    /** Takes an archive of all that the tenant has: documented, with checksums, restorable. */
    @RolesAllowed(Permission.TENANT_EXPORT)
    public JobView export() {
        return request(JobKind.EXPORT, Map.of());
    }

    /** Newest first. */
    @RolesAllowed(Permission.TENANT_EXPORT)
    public Page<ArchiveView> exports(PageRequest page) {
        return Page.of(archives.list(CurrentScope.tenant().id(), true, page), page, ArchiveView::id);
    }

    /** An export's file; row-level security shows no other tenant's and no backup. */
    @RolesAllowed(Permission.TENANT_EXPORT)
    public ArchiveDownload download(UUID id) {
        Tenant tenant = CurrentScope.tenant();
        ArchiveView archive = archives.find(tenant.id(), id)
                .filter(found -> found.deletedAt() == null)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No export " + id));
        return Downloads.of(folder, tenant.slug(), archive);
    }

    /** Copies the tenant into a sandbox: test keys, a clock of its own, and nothing leaves it. */
    @RolesAllowed(Permission.SANDBOX_WRITE)
    public JobView makeSandbox(String slug, String name) {
        if (CurrentScope.tenant().sandbox()) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant is a sandbox itself");
        }
        if (sandboxes.isTaken(slug)) {
            throw new BillingException(ProblemType.SLUG_TAKEN, "There is a tenant " + slug + " already");
        }
        return request(JobKind.CLONE, Map.of("slug", slug, "name", name));
    }

    @RolesAllowed(Permission.SANDBOX_READ)
    public List<SandboxView> sandboxes() {
        return sandboxes.of(CurrentScope.tenant().id());
    }

    /**
     * Takes a customer's personal data out of the books for good; invoices and payments stay, without a name.
     *
     * @throws BillingException CUSTOMER_IN_USE while he has open invoices, live subscriptions or a credit balance
     */
    @RolesAllowed(Permission.CUSTOMER_ERASE)
    public JobView eraseCustomer(UUID customerId) {
        if (!customers.exists(customerId)) {
            throw new BillingException(ProblemType.NOT_FOUND, "No customer " + customerId);
        }
        if (customers.isInUse(customerId)) {
            throw new BillingException(
                    ProblemType.CUSTOMER_IN_USE,
                    "Settle its open invoices, end its subscriptions and use its credit balance first");
        }
        return request(JobKind.ERASE_CUSTOMER, Map.of("customer_id", customerId.toString()));
    }

    private JobView request(JobKind kind, Map<String, Object> parameters) {
        folder.require();
        JobView job = jobs.request(CurrentScope.tenant().id(), kind, parameters);
        audit.record("job.request", job.id(), null, Map.of("kind", kind.code(), "parameters", parameters));
        return job;
    }
}
