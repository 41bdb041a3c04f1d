package dev.countinghouse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Looks at the heap of another JVM of this machine while it works: lets it log its collections, as the heap is fullest before one. */
final class HeapWatch implements AutoCloseable {

    private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->\\d+M\\(");

    private final long pid;
    private final Path log;

    private HeapWatch(long pid, Path log) {
        this.pid = pid;
        this.log = log;
    }

    /** Begins with a collection: what is garbage by then does not count. */
    static HeapWatch of(long pid) throws IOException {
        HeapWatch watch = new HeapWatch(pid, Files.createTempFile("collections", ".log"));
        watch.ask("GC.run");
        watch.ask("VM.log", "output=" + watch.log, "what=gc=info", "decorators=none");
        return watch;
    }

    /** Most that was in use at once since then, garbage included, in MiB. */
    double peakMib() throws IOException {
        ask("GC.run");
        return peak(Files.readString(log));
    }

    /** The most that any line of a collection begins with. */
    static double peak(String log) {
        return COLLECTION
                .matcher(log)
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .max()
                .orElseThrow(() -> new IllegalStateException("No collection was logged"));
    }

    private void ask(String... question) throws IOException {
        String[] command = new String[2 + question.length];
        command[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        command[1] = Long.toString(pid);
        System.arraycopy(question, 0, command, 2, question.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("jcmd: " + answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** The log ends. */
    @Override
    public void close() throws IOException {
        ask("VM.log", "output=" + log, "what=all=off");
        Files.delete(log);
    }
}
