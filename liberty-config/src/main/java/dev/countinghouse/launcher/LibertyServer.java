package dev.countinghouse.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Open Liberty with the application, as a child process under the launcher's own JDK. */
public final class LibertyServer implements AutoCloseable {
    private static final String SERVER_NAME = "countinghouse";
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(8);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(2);
    private static final int OK = 200;
    private static final String READY = "ready";
    private static final String JVM_OPTIONS = "lib/platform/java/java24.options"; // for JDK 24 and newer

    private final Settings settings;
    private final ChildProcess process;
    private final LibertyLog log;

    /**
     * Where and how to run.
     *
     * @param wlp the Liberty installation; only read
     * @param userFolder the server's own folder: configuration, application, caches
     * @param logs folder of its logs
     * @param ear the application; null runs the bare server
     * @param environment what the server process is told
     */
    public record Settings(
            Path wlp, Path userFolder, Path logs, @Nullable Path ear, ServerEnvironment environment) {
        PidFile pidFile() {
            return LibertyServer.pidFile(userFolder);
        }
    }

    private LibertyServer(Settings settings, ChildProcess process, LibertyLog log) {
        this.settings = settings;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts the server; {@link #awaitReady} tells when it can be used.
     *
     * @param spawned told of the server as soon as it runs, so that it can be stopped while it starts
     */
    public static LibertyServer start(Settings settings, Consumer<AutoCloseable> spawned) {
        LibertyFolder folder = new LibertyFolder(settings.userFolder(), SERVER_NAME);
        if (settings.ear() == null) {
            folder.prepare();
        } else {
            folder.prepare(settings.ear());
        }
        if (settings.environment().hasHttps()) {
            folder.addHttps();
        }
        LibertyLog log = new LibertyLog(settings.logs());
        log.startAfresh();
        ChildProcess process = ChildProcess.start(new ChildProcess.Command(
                "Open Liberty",
                command(settings, folder),
                environment(settings),
                folder.server(),
                settings.logs().resolve("console.log")));
        LibertyServer server = new LibertyServer(settings, process, log);
        spawned.accept(server);
        settings.pidFile().write(process.handle());
        return server;
    }

    /** Stops a server that a killed launcher left behind in this folder; answers whether there was one. */
    public static boolean stopLeftover(Path userFolder) {
        return pidFile(userFolder).stopLeftover(STOP_PATIENCE);
    }

    private static PidFile pidFile(Path userFolder) {
        return new PidFile(userFolder.resolve("launcher.pid"));
    }

    /**
     * What {@code bin/server run} would execute, without the script and without the server's agent: with the agent the JVM
     * does not use its archive of preloaded classes for the server. Only monitoring (mpMetrics) needs the agent.
     */
    private static List<String> command(Settings settings, LibertyFolder folder) {
        Path wlp = settings.wlp();
        List<String> words = new ArrayList<>(Wrapping.sameUser("TERM"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Djava.awt.headless=true", "-Djdk.attach.allowAttachSelf=true"));
        words.addAll(LibertyFolder.optionsIn(wlp.resolve(JVM_OPTIONS)));
        words.addAll(folder.jvmOptions());
        settings.environment().maxHeap().ifPresent(heap -> words.add("-Xmx" + heap)); // the last one holds
        words.addAll(List.of("-jar", wlp.resolve("bin/tools/ws-server.jar").toString(), SERVER_NAME));
        return words;
    }

    private static Map<String, String> environment(Settings settings) {
        Map<String, String> variables = new TreeMap<>(settings.environment().variables());
        variables.put("WLP_USER_DIR", settings.userFolder().toString());
        variables.put("WLP_OUTPUT_DIR", settings.userFolder().resolve("servers").toString());
        variables.put("LOG_DIR", settings.logs().toString());
        variables.putIfAbsent(
                "CH_ARCHIVE_DIR", settings.userFolder().resolve("archives").toString());
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        return variables;
    }

    /**
     * Waits until the application answers.
     *
     * @param problems told of each error the server logs meanwhile
     * @throws LauncherException when the server ends, says that it will not get ready, or takes too long
     */
    public void awaitReady(Duration patience, Consumer<String> problems) {
        String[] answer = new String[1];
        Polling.until(patience, () -> {
            log.newProblems().forEach(problems);
            answer[0] = readiness();
            return answer[0].equals(READY) || !process.isAlive() || log.isHopeless();
        });
        if (!READY.equals(answer[0])) {
            log.newProblems().forEach(problems);
            String what = process.isAlive() ? "did not get ready: " + answer[0] : "ended while it started";
            throw new LauncherException(
                    ExitCode.SERVER,
                    "Open Liberty %s (log: %s)\n%s".formatted(what, log.file(), process.lastOutput(8)));
        }
    }

    /** {@link #READY}, or why it is not. */
    private String readiness() {
        HttpRequest request = HttpRequest.newBuilder(baseUri().resolve("/health/ready"))
                .timeout(ONE_ANSWER)
                .build();
        try {
            HttpResponse<String> answer = Http.CLIENT.send(request, BodyHandlers.ofString());
            return answer.statusCode() == OK || settings.ear() == null // without an application nobody says more
                    ? READY
                    : "it answers %d %s".formatted(answer.statusCode(), answer.body());
        } catch (IOException e) { // not listening yet
            return "it does not answer (%s)".formatted(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "nobody waits any longer";
        }
    }

    /** Made when first used: the launcher has better things to do in its first second. */
    private static final class Http {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().connectTimeout(ONE_ANSWER).build();
    }

    /** Where the server listens, without a path. */
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + settings.environment().httpPort());
    }

    public long pid() {
        return process.pid();
    }

    public Path logFile() {
        return log.file();
    }

    /** Completes with the exit status when the server ends, asked or not. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Lets running requests end, then stops. Harmless when repeated. */
    @Override
    public void close() {
        process.stop("TERM", STOP_PATIENCE);
        settings.pidFile().delete();
    }

    /** Whether the folder holds a Liberty installation this user can read. */
    static boolean isInstallation(Path wlp) {
        return Files.isReadable(wlp.resolve("bin/tools/ws-server.jar")) && Files.isReadable(wlp.resolve(JVM_OPTIONS));
    }
}
