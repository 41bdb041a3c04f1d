package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/** A Redis server of our own: append-only file, password, loopback address only, nothing ever evicted. */
public final class RedisServer implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final RedisProgram program;
    private final ChildProcess process;

    /**
     * Where and how to run.
     *
     * @param data folder of the append-only file; made when missing
     * @param programs folder the carried binary is unpacked to, where no redis-server is installed
     * @param log file for the server's output
     * @param port port on 127.0.0.1
     * @param password what clients must send
     */
    public record Settings(Path data, Path programs, Path log, int port, String password) {
        PidFile pidFile() {
            return RedisServer.pidFile(data);
        }
    }

    private RedisServer(Settings settings, RedisProgram program, ChildProcess process) {
        this.settings = settings;
        this.program = program;
        this.process = process;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @param spawned told of the server as soon as it runs, so that it can be stopped while it starts
     * @throws LauncherException when it does not start; the message holds what Redis said
     */
    public static RedisServer start(Settings settings, Consumer<AutoCloseable> spawned) {
        RedisProgram program = RedisProgram.in(settings.programs());
        Path configuration = writeConfiguration(settings);
        List<String> words = new ArrayList<>(Wrapping.sameUser("TERM"));
        words.addAll(List.of(program.path().toString(), configuration.toString()));
        ChildProcess process =
                ChildProcess.start(new ChildProcess.Command("Redis", words, Map.of(), settings.data(), settings.log()));
        RedisServer server = new RedisServer(settings, program, process);
        spawned.accept(server);
        settings.pidFile().write(process.handle());
        server.awaitReady();
        return server;
    }

    /** Stops a server that a killed launcher left behind in this data folder; answers whether there was one. */
    public static boolean stopLeftover(Path data) {
        return pidFile(data).stopLeftover(STOP_PATIENCE);
    }

    private static PidFile pidFile(Path data) {
        return new PidFile(data.resolve("launcher.pid"));
    }

    /** A file, because a password on the command line could be read by everybody on the machine. */
    private static Path writeConfiguration(Settings settings) {
        try {
            Files.createDirectories(settings.data());
            Files.setPosixFilePermissions(settings.data(), PosixFilePermissions.fromString("rwx------"));
            Path file = settings.data().resolve("redis.conf");
            Files.writeString(file, """
                    bind 127.0.0.1
                    protected-mode yes
                    port %d
                    requirepass %s
                    dir "%s"
                    appendonly yes
                    appendfsync everysec
                    save ""
                    maxmemory 512mb
                    maxmemory-policy noeviction
                    """.formatted(settings.port(), settings.password(), settings.data()));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write Redis's configuration in " + settings.data(), e);
        }
    }

    private void awaitReady() {
        try (RedisClient client = RedisClient.builder()
                .hostAndPort("127.0.0.1", settings.port())
                .clientConfig(credentials())
                .build()) {
            boolean[] answered = new boolean[1];
            Polling.until(START_PATIENCE, () -> {
                answered[0] = answers(client);
                return answered[0] || !process.isAlive();
            });
            if (!answered[0]) {
                close();
                throw new LauncherException(
                        ExitCode.SERVER,
                        "Redis did not start (log: %s):\n%s".formatted(settings.log(), process.lastOutput(8)));
            }
        }
    }

    private JedisClientConfig credentials() {
        return DefaultJedisClientConfig.builder().password(settings.password()).build();
    }

    private static boolean answers(RedisClient client) {
        try {
            return "PONG".equals(client.ping());
        } catch (JedisException e) { // not listening yet, or still loading its file
            return false;
        }
    }

    public int port() {
        return settings.port();
    }

    public long pid() {
        return process.pid();
    }

    /** The program's own version, such as {@code 7.0.15}. */
    public String version() {
        return program.version();
    }

    /** Address with the password: never to be printed. */
    public String url() {
        return "redis://:%s@127.0.0.1:%d/0".formatted(settings.password(), settings.port());
    }

    /** Completes with the exit status when the server ends, asked or not. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Stops after everything is on disk. Harmless when repeated. */
    @Override
    public void close() {
        process.stop("TERM", STOP_PATIENCE);
        settings.pidFile().delete();
    }
}
