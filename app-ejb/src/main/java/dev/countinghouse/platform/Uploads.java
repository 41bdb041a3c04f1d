package dev.countinghouse.platform;

import dev.countinghouse.clock.RealTime;
import dev.countinghouse.problem.BillingException;
import dev.countinghouse.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Archives that were sent to be imported, {@code imports/<job id>.zip} in the archives' folder, until the job is over. What a
 * kill leaves is swept away.
 */
@ApplicationScoped
class Uploads {

    private static final int BUFFER = 1 << 16;
    private static final long MIB = 1 << 20;
    private static final Duration FORGOTTEN = Duration.ofHours(1); // longer than any pause of a sender
    private static final Pattern NAME =
            Pattern.compile("([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.zip(\\.part)?");

    @Inject
    ArchiveFolder folder;

    @Inject
    ArchiveRecords records;

    @Inject
    @RealTime
    Clock clock;

    @Inject
    @ConfigProperty(name = "countinghouse.import.mib", defaultValue = "8192")
    long mostMib;

    /**
     * Writes a body to the disk; the file is there whole or not at all.
     *
     * @return its SHA-256
     * @throws BillingException BODY_TOO_LARGE
     */
    String receive(UUID jobId, InputStream body) {
        Path file = folder.upload(jobId);
        Path part = ArchiveFolder.unfinished(file);
        try {
            String sha256;
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                sha256 = copy(body, out);
            }
            force(part, StandardOpenOption.WRITE);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            force(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ);
            return sha256;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String copy(InputStream body, OutputStream out) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[BUFFER];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes += read;
            if (bytes > mostMib * MIB) {
                throw new BillingException(
                        ProblemType.BODY_TOO_LARGE,
                        "At most " + mostMib + " MiB are imported: countinghouse.import.mib");
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Deletes what no job that is open will read. */
    void sweep() {
        if (!folder.isThere()) {
            return;
        }
        Map<Path, UUID> forgotten = forgotten();
        forgotten.values().removeAll(records.open(forgotten.values()));
        forgotten.values().forEach(folder::deleteUpload);
    }

    private Map<Path, UUID> forgotten() {
        Instant before = clock.instant().minus(FORGOTTEN);
        Map<Path, UUID> found = new HashMap<>();
        try (Stream<Path> files = Files.list(folder.uploads())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && isOlder(file, before)) {
                    found.put(file, UUID.fromString(name.group(1)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder for archives cannot be read", e);
        }
        return found;
    }

    private static boolean isOlder(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false; // another replica swept it
        }
    }

    private static void force(Path path, StandardOpenOption option) throws IOException {
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
