package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Short commands of the operating system, waited for. */
final class Commands {
    private static final int PATIENCE_SECONDS = 120;

    private Commands() {}

    /** What a finished command left: its status and everything it printed. */
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /** Runs to the end; a program that does not exist has status 127, as in a shell. */
    static Result run(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Result(124, output);
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted while running " + words.getFirst(), e));
        }
    }

    static boolean works(List<String> words) {
        return run(words).succeeded();
    }

    /** Sends a signal the Java library has no method for. A process that is gone is no error. */
    static void signal(String name, long pid) {
        run(List.of("kill", "-" + name, Long.toString(pid)));
    }

    /** Where the shell would find the program. */
    static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(":", -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
