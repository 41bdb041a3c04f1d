package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The file in which a running PostgreSQL notes its process number, as found at a start. */
final class PostmasterFile {
    private final Path data;
    private final Path file;

    PostmasterFile(Path data) {
        this.data = data;
        this.file = data.resolve("postmaster.pid");
    }

    /**
     * Stops the server of this data folder if one lives, and removes a note about a process that is somebody else's, which
     * PostgreSQL would otherwise take for a running server. The note of a dead process is left to PostgreSQL.
     */
    boolean stopLeftover(Duration patience) {
        Optional<ProcessHandle> process = noted();
        if (process.isEmpty()) {
            return false;
        }
        if (!isPostgresOfThisFolder(process.get())) {
            delete();
            return false;
        }
        Commands.signal("INT", process.get().pid());
        if (!PidFile.ends(process.get(), patience)) {
            Commands.signal("QUIT", process.get().pid()); // at once; the next start recovers
            PidFile.ends(process.get(), patience);
        }
        return true;
    }

    private Optional<ProcessHandle> noted() {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(ProcessHandle::isAlive);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private boolean isPostgresOfThisFolder(ProcessHandle process) {
        ProcessHandle.Info info = process.info();
        boolean postgres = info.command()
                .map(Path::of)
                .map(Path::getFileName)
                .map(Path::toString)
                .equals(Optional.of("postgres"));
        return postgres && Stream.of(info.arguments().orElse(new String[0])).anyMatch(data.toString()::equals);
    }

    private void delete() {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }
}
