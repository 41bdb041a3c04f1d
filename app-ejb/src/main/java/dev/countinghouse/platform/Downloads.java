package dev.countinghouse.platform;

import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Archives' files for clients. */
final class Downloads {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Downloads() {}

    /** @throws BillingException UNAVAILABLE when the file is not where this replica looks for it */
    static ArchiveDownload of(ArchiveFolder folder, String slug, ArchiveView archive) {
        Path file = folder.file(archive.tenantId(), archive.id());
        if (!Files.isReadable(file)) {
            throw new BillingException(
                    ProblemType.UNAVAILABLE, "The file of archive " + archive.id() + " cannot be read here");
        }
        String name = slug + "-" + archive.purpose().code() + "-" + MOMENT.format(archive.takenAt()) + ".zip";
        return new ArchiveDownload(file, name, archive);
    }
}
