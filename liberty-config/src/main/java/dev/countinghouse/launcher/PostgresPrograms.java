package dev.countinghouse.launcher;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs of the class path, unpacked once per version into a folder that is used from then on.
 *
 * @param home the folder with {@code bin}, {@code lib} and {@code share}
 */
record PostgresPrograms(Path home) {
    private static final int EXECUTABLE = 0b001_000_000;

    /**
     * Unpacks what is not unpacked yet. Two processes may do this at once: the second one finds the first one's work.
     *
     * @param programs folder for unpacked programs
     */
    static PostgresPrograms in(Path programs) {
        String platform = platform();
        Path home = programs.resolve("postgresql-" + Installation.stamp("postgresql.version") + "-" + platform);
        try {
            if (!Files.exists(home.resolve("bin/postgres"))) {
                unpack("/postgres-" + platform + ".txz", home);
            }
            return new PostgresPrograms(home);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL to " + home, e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> System.getProperty("os.arch");
        };
        return system + "-" + processor;
    }

    private static void unpack(String resource, Path home) throws IOException {
        Files.createDirectories(home.getParent());
        Path unfinished = Files.createTempDirectory(home.getParent(), "postgresql");
        try (InputStream archive = PostgresPrograms.class.getResourceAsStream(resource)) {
            unpack(required(archive, resource), unfinished);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
            DataFolder.deleteAll(unfinished); // another process was faster
        }
    }

    private static InputStream required(@Nullable InputStream archive, String resource) {
        if (archive == null) {
            throw new LauncherException(
                    ExitCode.INSTALLATION,
                    "There is no PostgreSQL for this machine on the class path (%s). Point DATABASE_URL at a PostgreSQL 15 or newer."
                            .formatted(resource));
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException("Entry outside of the archive: " + entry.getName());
                }
                unpack(tar, entry, target);
                entry = tar.getNextEntry();
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            // readable by all: PostgreSQL may run as a user of its own
            boolean executable = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
