package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of one installation lives: data, passwords, logs, unpacked server programs.
 *
 * @param root absolute path of the folder
 */
public record DataFolder(Path root) {

    public static DataFolder at(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    /** What the double of Stripe remembers. */
    public Path stripe() {
        return root.resolve("stripe");
    }

    public Path liberty() {
        return root.resolve("liberty");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Unpacked server programs, by version; nothing in it is worth a backup. */
    public Path programs() {
        return root.resolve("programs");
    }

    public Path secrets() {
        return root.resolve("secrets.properties");
    }

    /** Backups, exports and archived tenants; made by the server, for its user alone. */
    public Path archives() {
        return root.resolve("archives");
    }

    /** What the main job remembers between two runs. */
    public Path mainJobState() {
        return root.resolve("main-job.properties");
    }

    Path lockFile() {
        return root.resolve("lock");
    }

    /**
     * Makes the folder, closed to other users, where it is missing.
     *
     * @throws LauncherException when it cannot be made or written
     */
    public void create() {
        try {
            if (!Files.isDirectory(root)) {
                Files.createDirectories(root);
                // others may pass through, not look: PostgreSQL may run as a user of its own below it
                Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
            }
            Files.createDirectories(logs());
            Files.setPosixFilePermissions(logs(), PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(programs());
        } catch (IOException e) {
            throw unusable(e);
        }
        if (!Files.isWritable(root) || !Files.isWritable(logs())) {
            throw unusable(null);
        }
    }

    private LauncherException unusable(@Nullable IOException cause) {
        String message = "Cannot write to %s as user %s. Was it made by another user? Give another folder with --data."
                .formatted(root, System.getProperty("user.name"));
        return cause == null
                ? new LauncherException(ExitCode.INSTALLATION, message)
                : new LauncherException(ExitCode.INSTALLATION, message, cause);
    }

    /** Removes data, passwords and state; keeps unpacked programs and logs. The servers must have been stopped. */
    public void wipe() {
        for (Path path : List.of(postgres(), redis(), stripe(), liberty(), archives(), secrets(), mainJobState())) {
            deleteAll(path);
        }
    }

    static void deleteAll(Path path) {
        if (!Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error) throws IOException {
                    if (error != null) {
                        throw error;
                    }
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path, e);
        }
    }
}
