package dev.countinghouse.platform;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.jobs.ClaimedJob;
import dev.countinghouse.jobs.JobCanceled;
import dev.countinghouse.jobs.JobFailure;
import dev.countinghouse.jobs.JobKind;
import dev.countinghouse.jobs.JobProgress;
import dev.countinghouse.jobs.JobTask;
import dev.countinghouse.jobs.TenantTask;
import dev.countinghouse.json.Json;
import dev.countinghouse.vault.ArchiveSummary;
import dev.countinghouse.vault.Clones;
import dev.countinghouse.vault.Comparison;
import dev.countinghouse.vault.Progress;
import dev.countinghouse.vault.UsageRetention;
import dev.countinghouse.vault.VaultTenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * What jobs do to a tenant. Ids follow from the job's: its archive, its restore, its sandbox and its certificate have the
 * job's own id, so a run after a kill finds what the run before had done.
 */
@ApplicationScoped
public class TenantJobs implements JobTask {

    @Inject
    TenantVault vault;

    @Inject
    ArchiveFolder folder;

    @Inject
    ArchiveRecords records;

    @Inject
    ErasureJobs erasures;

    @Inject
    ImportJobs imports;

    @Inject
    @Any
    Instance<TenantTask> tasks;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "countinghouse.backup.days", defaultValue = "30")
    int backupDays;

    @Inject
    @ConfigProperty(name = "countinghouse.export.days", defaultValue = "7")
    int exportDays;

    @Override
    public Map<String, Object> run(ClaimedJob job, JobProgress progress) {
        for (TenantTask task : tasks) {
            if (task.kind() == job.kind()) {
                return task.run(job, progress);
            }
        }
        Progress told = telling(progress);
        try {
            return job.kind() == JobKind.IMPORT ? imports.run(job, told) : run(job, told);
        } catch (VaultRefusal e) {
            if (e.isCancellation()) {
                throw new JobCanceled(e);
            }
            throw new JobFailure(e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, Object> run(ClaimedJob job, Progress told) {
        VaultTenant tenant = new VaultTenant(
                job.tenant().id(), job.tenant().slug(), job.tenant().schema());
        return switch (job.kind()) {
            case BACKUP -> backup(job, tenant, told);
            case EXPORT -> Results.of(archive(job, tenant, ArchivePurpose.EXPORT, told));
            case RESTORE -> restore(job, tenant, told);
            case CLONE -> makeClone(job, tenant, told);
            case ARCHIVE -> putAway(job, tenant, told);
            case UNARCHIVE -> bringBack(tenant, told);
            case ERASE_CUSTOMER -> erasures.customer(job, tenant, told);
            case ERASE_TENANT -> erasures.tenant(job, told);
            case DELETE_USAGE -> deleteUsage(tenant, told);
            case VERIFY_INVOICES -> throw new IllegalStateException("a feature does it");
            case IMPORT -> throw new IllegalStateException("it has no tenant");
        };
    }

    /** A file that no row of archives names. */
    @Override
    public void abandon(ClaimedJob job) {
        if (job.kind() == JobKind.VERIFY_INVOICES) {
            return; // it leaves nothing
        }
        if (job.kind() == JobKind.IMPORT) {
            folder.deleteUpload(job.id());
        } else if (records.find(job.tenant().id(), job.id()).isEmpty()) {
            folder.delete(job.tenant().id(), job.id());
        }
    }

    private Map<String, Object> backup(ClaimedJob job, VaultTenant tenant, Progress progress) {
        ArchiveView backup = archive(job, tenant, ArchivePurpose.BACKUP, progress);
        records.oldestBackup(tenant.id()).ifPresent(oldest -> vault.forgetHistory(tenant, oldest.takenAt()));
        return Results.of(backup);
    }

    /** No more than every backup has: any of them can be replayed to any moment after it. */
    private Map<String, Object> deleteUsage(VaultTenant tenant, Progress progress) {
        UsageRetention.Deleted deleted =
                vault.deleteUsage(tenant, records.oldestBackup(tenant.id()).map(ArchiveView::takenAt), progress);
        return Map.of(
                "months", deleted.months(),
                "closed", deleted.closed(),
                "usage_events", deleted.events(),
                "usage_amendments", deleted.amendments());
    }

    private ArchiveView archive(ClaimedJob job, VaultTenant tenant, ArchivePurpose purpose, Progress progress) {
        ArchiveSummary summary = vault.write(tenant, folder.file(tenant.id(), job.id()), progress);
        ArchiveView archive = new ArchiveView(
                job.id(),
                tenant.id(),
                job.id(),
                purpose,
                summary.schemaVersion(),
                summary.takenAt(),
                summary.bytes(),
                summary.sha256(),
                expiry(purpose),
                null);
        records.add(archive);
        return archive;
    }

    private @Nullable Instant expiry(ArchivePurpose purpose) {
        return switch (purpose) {
            case BACKUP -> clock.instant().plus(Duration.ofDays(backupDays));
            case EXPORT -> clock.instant().plus(Duration.ofDays(exportDays));
            case ARCHIVE -> null;
        };
    }

    private Map<String, Object> restore(ClaimedJob job, VaultTenant tenant, Progress progress) {
        UUID archiveId = UUID.fromString(job.parameter("archive_id"));
        Path file = present(tenant.id(), archiveId);
        Instant moment = job.parameters().get("to") instanceof String to ? Instant.parse(to) : null;
        Map<String, Object> made = Results.of(vault.prepare(tenant, job.id(), file, moment, progress));
        return Results.with(made, "comparison", Results.of(vault.compare(tenant, job.id(), progress)));
    }

    private Map<String, Object> makeClone(ClaimedJob job, VaultTenant tenant, Progress progress) {
        Path file = folder.file(tenant.id(), job.id());
        vault.write(tenant, file, progress);
        Clones.NewSandbox sandbox = new Clones.NewSandbox(job.id(), job.parameter("slug"), job.parameter("name"));
        VaultTenant made = vault.makeClone(sandbox, file, progress);
        folder.delete(tenant.id(), job.id());
        return Map.of("tenant_id", made.id().toString(), "slug", made.slug());
    }

    /** What was put away before a kill is in an archive already, and the books are gone: it is not taken again. */
    private Map<String, Object> putAway(ClaimedJob job, VaultTenant tenant, Progress progress) {
        ArchiveView archive = records.find(tenant.id(), job.id())
                .orElseGet(() -> archive(job, tenant, ArchivePurpose.ARCHIVE, progress));
        vault.putAway(tenant, present(tenant.id(), archive.id()), progress);
        return Results.of(archive);
    }

    private Map<String, Object> bringBack(VaultTenant tenant, Progress progress) {
        ArchiveView archive = records.shelved(tenant.id())
                .orElseThrow(() -> new JobFailure("not_found", "There is no archive to bring the tenant back from"));
        vault.bringBack(tenant, present(tenant.id(), archive.id()), progress);
        return Results.of(archive);
    }

    private Path present(UUID tenantId, UUID archiveId) {
        Path file = folder.file(tenantId, archiveId);
        if (!Files.isReadable(file)) {
            throw new JobFailure(
                    "not_found", "The file of archive " + archiveId + " is not in this replica's CH_ARCHIVE_DIR");
        }
        return file;
    }

    private static Progress telling(JobProgress progress) {
        return new Progress() {
            @Override
            public void at(String step, long done, long total) {
                progress.at(step, done, total);
            }

            @Override
            public boolean canceled() {
                return progress.canceled();
            }
        };
    }

    /** What jobs answer with. */
    private static final class Results {

        private Results() {}

        static Map<String, Object> of(ArchiveView archive) {
            return Map.of(
                    "archive_id", archive.id().toString(),
                    "bytes", archive.bytes(),
                    "sha256", archive.sha256(),
                    "taken_at", archive.takenAt().toString(),
                    "schema_version", archive.schemaVersion());
        }

        static Map<String, Object> of(ArchiveSummary summary) {
            return Map.of("rows", summary.rows(), "taken_at", summary.takenAt().toString());
        }

        static Map<String, Object> of(Comparison comparison) {
            return Json.readObject(comparison.json());
        }

        static Map<String, Object> with(Map<String, Object> result, String name, Object value) {
            Map<String, Object> all = new TreeMap<>(result);
            all.put(name, value);
            return all;
        }
    }
}
