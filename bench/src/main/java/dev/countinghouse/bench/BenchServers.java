package dev.countinghouse.bench;

import dev.countinghouse.launcher.DataFolder;
import dev.countinghouse.launcher.FolderLock;
import dev.countinghouse.launcher.LibertyServer;
import dev.countinghouse.launcher.Ports;
import dev.countinghouse.launcher.PostgresServer;
import dev.countinghouse.launcher.RedisServer;
import dev.countinghouse.launcher.Secrets;
import dev.countinghouse.launcher.ServerEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of one benchmark, in a folder that is emptied before and after. They stop with {@link #close} and with this
 * process; those of a run that was killed are stopped by the next one.
 */
final class BenchServers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4); // a starved machine
    private static final List<String> CLUSTERS = List.of("large", "small");

    private final Path root;
    private final DataFolder folder;
    private final FolderLock lock;
    private final Secrets secrets;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private boolean closed;

    private BenchServers(Path root, DataFolder folder, FolderLock lock) {
        this.root = root;
        this.folder = folder;
        this.lock = lock;
        this.secrets = Secrets.load(folder.secrets());
    }

    /**
     * Takes the folder.
     *
     * @param root of the project
     * @throws dev.countinghouse.launcher.LauncherException when another benchmark runs in the folder
     */
    static BenchServers in(Path root, Path path) {
        DataFolder folder = DataFolder.at(path);
        folder.create();
        FolderLock lock = FolderLock.take(folder);
        LibertyServer.stopLeftover(folder.liberty());
        RedisServer.stopLeftover(folder.redis());
        CLUSTERS.forEach(
                name -> PostgresServer.stopLeftover(cluster(folder, name).postgres()));
        wipe(folder);
        BenchServers servers = new BenchServers(root, folder, lock);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(servers::close));
        return servers;
    }

    private static DataFolder cluster(DataFolder folder, String name) {
        return DataFolder.at(folder.root().resolve(name));
    }

    private static void wipe(DataFolder folder) {
        CLUSTERS.forEach(name -> cluster(folder, name).wipe());
        folder.wipe();
    }

    /** What the application seals its signing keys with. */
    String masterKey() {
        return secrets.masterKey();
    }

    /** A server with many tenants. */
    Cluster large() throws SQLException {
        return start("large");
    }

    /** A server with few tenants, to compare with; made anew each time, so the one before must have been stopped. */
    Cluster small() throws SQLException {
        return start("small");
    }

    private Cluster start(String name) throws SQLException {
        DataFolder own = cluster(folder, name);
        own.create();
        own.wipe();
        return Cluster.start(own, folder.programs(), secrets.postgresPassword(), this::add);
    }

    /**
     * The application, ready.
     *
     * @param redis its own
     */
    record Application(LibertyServer liberty, RedisServer redis) implements AutoCloseable {

        URI baseUri() {
            return liberty.baseUri();
        }

        @Override
        public void close() {
            liberty.close();
            redis.close();
        }
    }

    /** Starts the application on a cluster. */
    Application application(Cluster cluster) {
        return application(cluster, "1g");
    }

    /**
     * The same with a heap of another size.
     *
     * @param heap most that it may be, such as {@code 512m}
     */
    Application application(Cluster cluster, String heap) {
        return application(cluster, heap, Map.of());
    }

    /** The same with some variables of its environment besides. */
    Application application(Cluster cluster, String heap, Map<String, String> more) {
        RedisServer redis = RedisServer.start(
                new RedisServer.Settings(
                        folder.redis(),
                        folder.programs(),
                        folder.logs().resolve("redis.log"),
                        Ports.anyFree(),
                        secrets.redisPassword()),
                this::add);
        int port = Ports.anyFree();
        Map<String, String> settings = new HashMap<>(more);
        settings.put("CH_ENVIRONMENT", "development");
        settings.put("CH_REDIS_POOL", "160"); // as in production
        settings.put("CH_MAX_HEAP", heap);
        settings.put("COUNTINGHOUSE_RATE_LIMIT_IP_PER_MINUTE", "1000000");
        settings.put("COUNTINGHOUSE_RATE_LIMIT_LOGIN_PER_MINUTE", "1000000");
        ServerEnvironment environment = new ServerEnvironment(
                        port,
                        URI.create("http://127.0.0.1:" + port),
                        cluster.address(),
                        redis.url(),
                        secrets.masterKey())
                .withSettings(settings);
        LibertyServer liberty = LibertyServer.start(
                new LibertyServer.Settings(
                        root.resolve("liberty-config/target/wlp"),
                        folder.liberty(),
                        folder.logs(),
                        root.resolve("app-ear/target/countinghouse.ear"),
                        environment),
                this::add);
        liberty.awaitReady(PATIENCE, problem -> System.err.println("Open Liberty: " + problem));
        return new Application(liberty, redis);
    }

    private void add(AutoCloseable server) {
        synchronized (running) {
            if (!closed) {
                running.push(server);
                return;
            }
        }
        stop(server);
        throw new IllegalStateException("Stopped while starting");
    }

    private static void stop(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            System.err.println("Not stopped: " + e);
        }
    }

    /** Stops all, latest first, and deletes what they wrote. Harmless when repeated. */
    @Override
    public synchronized void close() {
        List<AutoCloseable> last;
        synchronized (running) {
            if (closed) {
                return;
            }
            closed = true;
            last = new ArrayList<>(running);
            running.clear();
        }
        last.forEach(BenchServers::stop);
        wipe(folder);
        lock.close();
    }
}
