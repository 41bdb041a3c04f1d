package dev.countinghouse.launcher;

import dev.countinghouse.stripedouble.StripeDouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The double of Stripe as a process of its own: what it is told outlives a restart of the application. */
final class StripeServer implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(60); // a starved machine needs some for a JVM
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final ChildProcess process;

    /**
     * Where and how to run.
     *
     * @param data folder of the journal; made when missing
     * @param log file for the double's output
     * @param port port on 127.0.0.1
     */
    record Settings(Path data, Path log, int port) {
        PidFile pidFile() {
            return StripeServer.pidFile(data);
        }
    }

    private StripeServer(Settings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts the double and waits until it listens.
     *
     * @param spawned told of the double as soon as it runs, so that it can be stopped while it starts
     * @throws LauncherException when it does not start; the message holds what it said
     */
    static StripeServer start(Settings settings, Consumer<AutoCloseable> spawned) {
        List<String> words = new ArrayList<>(Wrapping.sameUser("TERM"));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.nodelay=true", // else an answer may wait for the client's acknowledgement
                "-cp",
                System.getProperty("java.class.path"),
                StripeDouble.class.getName(),
                Integer.toString(settings.port()),
                settings.data().resolve("journal.jsonl").toString()));
        ChildProcess process = ChildProcess.start(
                new ChildProcess.Command("Stripe double", words, Map.of(), settings.data(), settings.log()));
        StripeServer server = new StripeServer(settings, process);
        spawned.accept(server);
        settings.pidFile().write(process.handle());
        server.awaitReady();
        return server;
    }

    /** Stops a double that a killed launcher left behind in this data folder; answers whether there was one. */
    static boolean stopLeftover(Path data) {
        return pidFile(data).stopLeftover(STOP_PATIENCE);
    }

    private static PidFile pidFile(Path data) {
        return new PidFile(data.resolve("launcher.pid"));
    }

    private void awaitReady() {
        boolean[] listens = new boolean[1];
        Polling.until(START_PATIENCE, () -> {
            listens[0] = listens(settings.port());
            return listens[0] || !process.isAlive();
        });
        if (!listens[0]) {
            close();
            throw new LauncherException(
                    ExitCode.SERVER,
                    "The double of Stripe did not start (log: %s):\n%s"
                            .formatted(settings.log(), process.lastOutput(8)));
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    /** Completes with the exit status when the double ends, asked or not. */
    CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Stops it; what it answered is in its journal. Harmless when repeated. */
    @Override
    public void close() {
        process.stop("TERM", STOP_PATIENCE);
        settings.pidFile().delete();
    }
}
