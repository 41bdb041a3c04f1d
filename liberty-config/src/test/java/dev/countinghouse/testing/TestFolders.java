package dev.countinghouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders that tests of several modules share or throw away. */
public final class TestFolders {
    private TestFolders() {}

    /** A new folder outside of the project; others may pass through it, because PostgreSQL may run as another user. */
    public static Path temporary() {
        try {
            Path folder = Files.createTempDirectory("countinghouse-test");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes the folder and all in it; one that does not exist is fine. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(folder)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** Where unpacked server programs are kept between test runs, for all modules. */
    public static Path programs() {
        return projectRoot().resolve("liberty-config/target/programs");
    }

    /** The folder of the whole project, from whichever module the tests run. */
    public static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("liberty-config/pom.xml"))) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException(
                        "Not inside the project: " + Path.of("").toAbsolutePath());
            }
            folder = parent;
        }
        return folder;
    }
}
