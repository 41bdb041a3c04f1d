package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers a child process across a kill of the launcher. The process's start time is kept with its number, because
 * numbers are used again: a process that started at another moment is somebody else's and is never touched.
 */
final class PidFile {
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(2); // clock adjustments move the boot time

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, process.pid() + " " + startOf(process).toEpochMilli() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file, e);
        }
    }

    /** The remembered process, if it is still the one that runs under this number. */
    Optional<ProcessHandle> living() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            String[] words = Files.readString(file).strip().split(" ", 2);
            Instant started = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process ->
                            Duration.between(started, startOf(process)).abs().compareTo(START_TIME_TOLERANCE) < 0);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) { // cut off by a crash while it was written
            return Optional.empty();
        }
    }

    /** Stops what an earlier launcher left running; answers whether there was anything. */
    boolean stopLeftover(Duration patience) {
        Optional<ProcessHandle> leftover = living();
        leftover.ifPresent(process -> {
            process.destroy();
            if (!ends(process, patience)) {
                process.destroyForcibly();
                ends(process, patience);
            }
        });
        delete();
        return leftover.isPresent();
    }

    static boolean ends(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
