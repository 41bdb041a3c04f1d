package dev.countinghouse.platform;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.identity.Permission;
import dev.countinghouse.jobs.JobFilter;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobRequests;
import dev.countinghouse.jobs.JobState;
import dev.countinghouse.jobs.JobView;
import dev.countinghouse.jobs.Jobs;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import dev.countinghouse.vault.Restores;
import dev.countinghouse.vault.VaultTenant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Restores of a tenant. A job makes the restored books beside the tenant's and compares the two; an operator who has read the
 * comparison swaps them, and can undo that until he discards what stands beside, or {@link RestoreRetentionTimer} does.
 */
@Stateless
public class RestoreService {

    @Inject
    RegistryRepository registry;

    @Inject
    ArchiveRepository archives;

    @Inject
    ArchiveFolder folder;

    @Inject
    JobRequests requests;

    @Inject
    Jobs jobs;

    @Inject
    TenantVault vault;

    @Inject
    RestoreKeeping keeping;

    @Inject
    @RealTime
    Clock clock;

    /**
     * Restores a backup beside the tenant's books; nothing of these changes.
     *
     * @param archiveId the backup; null for the newest one that was taken by the moment
     * @param to the moment to carry the books on to, between the backup and now; null for the backup's own
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public JobView restore(UUID id, @Nullable UUID archiveId, @Nullable Instant to) {
        PlatformTenantView tenant = registry.require(id);
        boolean hasBooks = tenant.status().equals(TenantStatus.ACTIVE.code())
                || tenant.status().equals(TenantStatus.SUSPENDED.code());
        if (!hasBooks) {
            throw new BillingException(ProblemType.CONFLICT, "The tenant is " + tenant.status());
        }
        folder.require();
        if (to == null) {
            ArchiveView backup = backup(id, archiveId);
            return requests.request(
                    id, JobKind.RESTORE, Map.of("archive_id", backup.id().toString()));
        }
        if (to.isAfter(clock.instant())) {
            throw BillingException.invalid("to", "future", "has not come yet");
        }
        ArchiveView backup = archiveId == null ? newestBackup(id, to) : backup(id, archiveId);
        if (to.isBefore(backup.takenAt())) {
            throw BillingException.invalid("to", "out_of_range", "is before the backup, " + backup.takenAt());
        }
        return requests.request(
                id, JobKind.RESTORE, Map.of("archive_id", backup.id().toString(), "to", to.toString()));
    }

    private ArchiveView backup(UUID id, @Nullable UUID archiveId) {
        if (archiveId == null) {
            throw BillingException.invalid("archive_id", "required", "is needed, unless a moment is given");
        }
        return archives.find(id, archiveId)
                .filter(archive -> archive.deletedAt() == null)
                .orElseThrow(() -> new BillingException(ProblemType.NOT_FOUND, "No backup " + archiveId));
    }

    private ArchiveView newestBackup(UUID id, Instant takenBy) {
        return archives.newestBackup(id, takenBy)
                .orElseThrow(() ->
                        new BillingException(ProblemType.CONFLICT, "There is no backup of " + takenBy + " or before"));
    }

    /** How far a restore came. */
    @RolesAllowed(Permission.PLATFORM_READ)
    public RestoreView get(UUID id, UUID jobId) {
        VaultTenant tenant = tenant(id, jobId);
        return view(tenant, jobId, () -> vault.state(tenant, jobId));
    }

    /**
     * Makes the restored books the tenant's; requests in flight end first, the next one sees the restored books. Swapped
     * already: nothing.
     */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public RestoreView swap(UUID id, UUID jobId) {
        VaultTenant tenant = tenant(id, jobId);
        return view(tenant, jobId, () -> vault.swap(tenant, jobId));
    }

    /** Gives the tenant the books back that it had before the swap. Not swapped: nothing. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public RestoreView undo(UUID id, UUID jobId) {
        VaultTenant tenant = tenant(id, jobId);
        return view(tenant, jobId, () -> vault.undo(tenant, jobId));
    }

    /** Drops what stands beside the tenant's books: after a swap, the ones it had before. There is nothing: nothing. */
    @RolesAllowed(Permission.PLATFORM_WRITE)
    public RestoreView discard(UUID id, UUID jobId) {
        VaultTenant tenant = tenant(id, jobId);
        return view(tenant, jobId, () -> vault.discard(tenant, jobId));
    }

    private VaultTenant tenant(UUID id, UUID jobId) {
        PlatformTenantView tenant = registry.require(id);
        boolean known = jobs.find(new JobFilter(id, JobKind.RESTORE, JobState.SUCCEEDED), jobId);
        if (!known) {
            throw new BillingException(ProblemType.NOT_FOUND, "No restore " + jobId + " that was completed");
        }
        return new VaultTenant(tenant.id(), tenant.slug(), tenant.schema());
    }

    private RestoreView view(VaultTenant tenant, UUID jobId, Supplier<Restores.State> step) {
        try {
            String state = step.get().name().toLowerCase(Locale.ROOT);
            Optional<Restores.Leftover> beside = vault.beside(tenant, jobId);
            return new RestoreView(
                    jobId,
                    state,
                    beside.map(books -> keeping.until(books.since())).orElse(null));
        } catch (VaultRefusal e) {
            throw e.asProblem();
        }
    }
}
