package dev.countinghouse.platform;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where archives lie: {@code CH_ARCHIVE_DIR}, a folder that all replicas share and nobody else can read. Names of files are
 * made of ids alone: nothing of a request or of a tenant's gets into a path.
 */
@ApplicationScoped
public class ArchiveFolder {

    private static final String ZIP = ".zip";
    private static final String UPLOADS = "imports"; // no tenant's id
    private static final String OWNER_ONLY = "rwx------";

    @Inject
    @ConfigProperty(name = "CH_ARCHIVE_DIR")
    Optional<String> root;

    /** @throws BillingException UNAVAILABLE when this installation has no such folder */
    public void require() {
        if (root.isEmpty()) {
            throw new BillingException(
                    ProblemType.UNAVAILABLE, "This installation has no folder for archives: set CH_ARCHIVE_DIR");
        }
    }

    /** The file of an archive, or of what a job writes; its folder is there afterwards. */
    Path file(UUID tenantId, UUID id) {
        return folder(tenantId.toString()).resolve(id + ZIP);
    }

    /** The file that an import reads; its folder is there afterwards. */
    Path upload(UUID jobId) {
        return uploads().resolve(jobId + ZIP);
    }

    /** Where all of those are. */
    Path uploads() {
        return folder(UPLOADS);
    }

    boolean isThere() {
        return root.isPresent();
    }

    private Path folder(String name) {
        require();
        Path folder = Path.of(root.orElseThrow()).toAbsolutePath().resolve(name);
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for archives cannot be written", e);
        }
        return folder;
    }

    /** Deletes an archive's file, also a half-written one. There is none: nothing. */
    void delete(UUID tenantId, UUID id) {
        delete(file(tenantId, id));
    }

    /** Deletes what an import was to read. There is none: nothing. */
    void deleteUpload(UUID jobId) {
        delete(upload(jobId));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(unfinished(file));
        } catch (IOException e) {
            throw new UncheckedIOException("an archive's file cannot be deleted", e);
        }
    }

    /** What a file is called until it is whole. */
    static Path unfinished(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }
}
