package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One server run as a child. A thread of its own starts it and waits for its end: the kernel's death signal is sent when the
 * starting thread ends, not the process, so that thread must live as long as the launcher does.
 */
final class ChildProcess {
    private final Command command;
    private final Process process;
    private final CompletableFuture<Integer> exit;
    private final long printedBefore;

    /**
     * What to run.
     *
     * @param name for messages
     * @param words the program and its arguments
     * @param environment variables added to the launcher's own
     * @param folder the child's working folder
     * @param log file that takes everything the child prints; appended to
     */
    record Command(String name, List<String> words, Map<String, String> environment, Path folder, Path log) {}

    private ChildProcess(Command command, Process process, CompletableFuture<Integer> exit, long printedBefore) {
        this.command = command;
        this.process = process;
        this.exit = exit;
        this.printedBefore = printedBefore;
    }

    /**
     * Starts the child.
     *
     * @throws LauncherException when the operating system cannot start it
     */
    static ChildProcess start(Command command) {
        CompletableFuture<Process> started = new CompletableFuture<>();
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        long printedBefore = command.log().toFile().length();
        Thread.ofPlatform().daemon().name(command.name() + " supervisor").start(() -> {
            try {
                Process process = launch(command);
                started.complete(process);
                exit.complete(waitFor(process));
            } catch (IOException e) {
                started.completeExceptionally(e);
            }
        });
        try {
            return new ChildProcess(command, started.join(), exit, printedBefore);
        } catch (CompletionException e) {
            throw new LauncherException(
                    ExitCode.SERVER, "%s cannot be started: %s".formatted(command.name(), e.getMessage()), e);
        }
    }

    private static Process launch(Command command) throws IOException {
        Files.createDirectories(command.folder());
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .directory(command.folder().toFile())
                .redirectErrorStream(true)
                .redirectInput(new java.io.File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    private static int waitFor(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // nobody has a reason to interrupt; leaving would stop the child
            }
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit status when the child has ended. */
    CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /**
     * Asks the child to end, and ends it by force when it does not within the given time.
     *
     * @param signal what asks this program for an orderly end, such as {@code INT}
     */
    void stop(String signal, Duration patience) {
        if (!isAlive()) {
            return;
        }
        Commands.signal(signal, pid());
        if (!ends(patience)) {
            process.destroyForcibly();
            ends(patience);
        }
    }

    private boolean ends(Duration patience) {
        try {
            exit.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last lines this child printed, for a message; empty when there are none. */
    String lastOutput(int lines) {
        try (InputStream in = Files.newInputStream(command.log())) {
            in.skipNBytes(printedBefore);
            List<String> all = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException e) {
            return "";
        }
    }
}
