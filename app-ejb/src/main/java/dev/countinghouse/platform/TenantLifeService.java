package dev.countinghouse.platform;

import dev.countinghouse.identity.Permission;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobRequests;
import dev.countinghouse.jobs.JobView;
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

/** A tenant's life as operators steer it: backups, sandboxes, putting away and erasing, each as a job. */
@Stateless
public class TenantLifeService {

    @Inject
    RegistryRepository registry;

    @Inject
    ArchiveRepository archives;

    @Inject
    ErasureRepository erasures;

    @Inject
    SandboxDirectory sandboxes;

    @Inject
    ArchiveFolder folder;

    @Inject
    JobRequests jobs;

    /** Takes a backup while the tenant works on. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView backup(UUID id) {
        require(id, Set.of(TenantStatus.ACTIVE, TenantStatus.SUSPENDED));
        return request(id, JobKind.BACKUP, Map.of());
    }

    /** Backups and the archive of an archived tenant, newest first. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<ArchiveView> backups(UUID id, PageRequest page) {
        registry.require(id);
        return Page.of(archives.list(id, false, page), page, ArchiveView::id);
    }

    /** A backup's file: all of the tenant's books, readable by whoever has it. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public ArchiveDownload download(UUID id, UUID archiveId) {
        PlatformTenantView tenant = registry.require(id);
        ArchiveView archive = archive(id, archiveId);
        return Downloads.of(folder, tenant.slug(), archive);
    }

    /** Copies a tenant into a sandbox with a slug of its own. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView makeClone(UUID id, String slug, String name) {
        PlatformTenantView tenant = require(id, Set.of(TenantStatus.ACTIVE, TenantStatus.SUSPENDED));
        if (tenant.kind().equals(TenantKind.SANDBOX.code())) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant is a sandbox itself");
        }
        if (sandboxes.isTaken(slug)) {
            throw new BillingException(ProblemType.SLUG_TAKEN, "There is a tenant " + slug + " already");
        }
        return request(id, JobKind.CLONE, Map.of("slug", slug, "name", name));
    }

    /** Proves all invoices of a tenant: recomputes them from its usage and catalog, and compares. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView verifyInvoices(UUID id) {
        require(id, Set.of(TenantStatus.ACTIVE, TenantStatus.SUSPENDED));
        return jobs.request(id, JobKind.VERIFY_INVOICES, Map.of());
    }

    /** Moves a suspended tenant's books into an archive, and out of the database. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView archive(UUID id) {
        require(id, Set.of(TenantStatus.SUSPENDED));
        return request(id, JobKind.ARCHIVE, Map.of());
    }

    /** Brings an archived tenant's books back; the tenant is suspended then, to be looked at before it is resumed. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView unarchive(UUID id) {
        require(id, Set.of(TenantStatus.ARCHIVED));
        return request(id, JobKind.UNARCHIVE, Map.of());
    }

    /**
     * Erases a tenant for good, with its archives. It must be suspended before, so that this is never one request away, and
     * its sandboxes erased, because they are copies of its books.
     *
     * @param confirm the tenant's slug, typed again
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView erase(UUID id, String confirm) {
        PlatformTenantView tenant = require(id, Set.of(TenantStatus.SUSPENDED, TenantStatus.ARCHIVED));
        if (!tenant.slug().equals(confirm)) {
            throw BillingException.invalid("confirm", "not_the_slug", "must be the tenant's slug");
        }
        if (!sandboxes.of(id).isEmpty()) {
            throw new BillingException(
                    ProblemType.CONFLICT, "Erase its sandboxes first: they hold copies of its books");
        }
        return request(id, JobKind.ERASE_TENANT, Map.of());
    }

    /** Proofs of what was erased, newest first; also those of an erased tenant. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public Page<ErasureView> erasures(UUID id, PageRequest page) {
        registry.require(id);
        return Page.of(erasures.list(id, page), page, ErasureView::id);
    }

    private ArchiveView archive(UUID tenantId, UUID archiveId) {
        return archives.find(tenantId, archiveId)
                .filter(archive -> archive.deletedAt() == null)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No backup " + archiveId));
    }

    private PlatformTenantView require(UUID id, Set<TenantStatus> good) {
        PlatformTenantView tenant = registry.require(id);
        if (good.stream().noneMatch(status -> status.code().equals(tenant.status()))) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant is " + tenant.status());
        }
        return tenant;
    }

    private JobView request(UUID id, JobKind kind, Map<String, Object> parameters) {
        folder.require();
        return jobs.request(id, kind, parameters);
    }
}
