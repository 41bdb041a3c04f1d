package dev.countinghouse.platform;

import dev.countinghouse.jobs.ClaimedJob;
import dev.countinghouse.jobs.JobFailure;
import dev.countinghouse.vault.Imports;
import dev.countinghouse.vault.Progress;
import dev.countinghouse.vault.VaultTenant;
import dev.countinghouse.work.WorkKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes tenants of archives that were sent. */
@ApplicationScoped
class ImportJobs {

    @Inject
    TenantVault vault;

    @Inject
    ArchiveFolder folder;

    /** A tenant that a run before a kill has made is there whole: its file may be gone by now. */
    Map<String, Object> run(ClaimedJob job, Progress progress) {
        VaultTenant made = vault.imported(job.id()).orElseGet(() -> make(job, progress));
        folder.deleteUpload(job.id());
        return Map.of("tenant_id", made.id().toString(), "slug", made.slug(), "sha256", job.parameter("sha256"));
    }

    private VaultTenant make(ClaimedJob job, Progress progress) {
        Path file = folder.upload(job.id());
        if (!Files.isReadable(file)) {
            throw new JobFailure("not_found", "The file that was sent is not in this replica's CH_ARCHIVE_DIR");
        }
        Imports.NewTenant wanted = new Imports.NewTenant(
                job.id(),
                job.parameter(ImportRequests.SLUG),
                job.parameter(ImportRequests.NAME),
                owner(job),
                Stream.of(WorkKind.values()).map(WorkKind::code).toList());
        return vault.makeTenant(wanted, file, job.parameter(ImportRequests.SHA256), progress);
    }

    private static @Nullable UUID owner(ClaimedJob job) {
        Object id = job.parameters().get(ImportRequests.OWNER_ID);
        return id == null ? null : UUID.fromString(id.toString());
    }
}
