package dev.countinghouse.it;

import dev.countinghouse.launcher.LibertyServer;
import dev.countinghouse.launcher.Ports;
import dev.countinghouse.launcher.RedisServer;
import dev.countinghouse.launcher.ServerEnvironment;
import dev.countinghouse.testing.TestApplication;
import dev.countinghouse.testing.TestDatabase;
import dev.countinghouse.testing.TestFolders;
import dev.countinghouse.testing.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Servers that share a database and a Redis of their own, to be killed and started again. */
final class Replicas implements AutoCloseable {
    /** For one class of tests at a time: more servers at once would starve each other, and PostgreSQL of connections. */
    static final String LOCK = "servers of a test's own";

    private static final Duration PATIENCE = Duration.ofMinutes(4); // a starved build machine
    private static final URI PUBLIC_URL = URI.create("http://countinghouse.example");
    private static final String MASTER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final TestDatabase database = TestServers.freshDatabase();
    private final Path folder = TestFolders.temporary();
    private final RedisServer.Settings redisSettings = new RedisServer.Settings(
            folder.resolve("redis"), TestFolders.programs(), folder.resolve("redis.log"), Ports.anyFree(), "for-tests");
    private final Map<String, String> environment;
    private final List<LibertyServer.Settings> settings;
    private final List<LibertyServer> servers;
    private RedisServer redis = RedisServer.start(redisSettings, server -> {});

    /** Starts so many servers at once, that let a client send as much as it likes. */
    Replicas(int count) {
        this(count, TestApplication.WITHOUT_RATE_LIMITS);
    }

    /** Starts so many servers at once with these variables in their environment. */
    Replicas(int count, Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
        this.environment.putAll(TestApplication.SHORT_LIVED);
        this.environment.put("CH_DB_POOL", "12"); // all share one PostgreSQL with the other tests
        settings = IntStream.range(0, count).mapToObj(this::settings).toList();
        servers = new ArrayList<>(settings.stream().map(Replicas::launch).toList());
        servers.forEach(Replicas::awaitReady);
    }

    private LibertyServer.Settings settings(int number) {
        Path own = folder.resolve("server-" + number);
        try {
            return new LibertyServer.Settings(
                    Path.of(System.getProperty("countinghouse.wlp")).toAbsolutePath(),
                    own,
                    Files.createDirectories(own.resolve("logs")),
                    Path.of(System.getProperty("countinghouse.ear")).toAbsolutePath(),
                    new ServerEnvironment(Ports.anyFree(), PUBLIC_URL, database.address(), redis.url(), MASTER_KEY)
                            .withArchives(folder.resolve("archives"))
                            .withSettings(environment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LibertyServer launch(LibertyServer.Settings settings) {
        return LibertyServer.start(settings, server -> {});
    }

    private static void awaitReady(LibertyServer server) {
        server.awaitReady(PATIENCE, problem -> System.err.println("Liberty: " + problem));
    }

    TestDatabase database() {
        return database;
    }

    URI url(int number) {
        return servers.get(number).baseUri();
    }

    /** Ends a server without a chance to tidy up. */
    void kill(int number) {
        LibertyServer server = servers.get(number);
        ProcessHandle.of(server.pid()).ifPresent(ProcessHandle::destroyForcibly);
        server.onExit().join();
    }

    /** Starts a server that was killed. */
    void start(int number) {
        servers.set(number, launch(settings.get(number)));
        awaitReady(servers.get(number));
    }

    /** Starts all that do not run, at once. */
    void startAll() {
        List<Integer> dead = IntStream.range(0, servers.size())
                .filter(number -> servers.get(number).onExit().isDone())
                .boxed()
                .toList();
        dead.forEach(number -> servers.set(number, launch(settings.get(number))));
        dead.forEach(number -> awaitReady(servers.get(number)));
    }

    void stopRedis() {
        redis.close();
    }

    void startRedis() {
        redis = RedisServer.start(redisSettings, server -> {});
    }

    /** The process id of Redis, to be halted and continued. */
    long redisPid() {
        return redis.pid();
    }

    @Override
    public void close() {
        servers.forEach(LibertyServer::close);
        redis.close();
        try {
            TestFolders.delete(folder);
        } catch (IOException e) {
            System.err.println("Left behind: " + folder);
        }
    }
}
