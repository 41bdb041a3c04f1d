package dev.countinghouse.testing;

import dev.countinghouse.launcher.Ports;
import dev.countinghouse.launcher.PostgresServer;
import dev.countinghouse.launcher.RedisServer;
import java.io.IOException;
import java.nio.file.Path;

/** The launcher's servers, with the launcher's settings, in a folder that goes when they stop. */
final class EmbeddedServers implements TestServers.Pair {
    private static final String PASSWORD = "for-tests";

    private final Path folder;
    private final PostgresServer postgres;
    private final RedisServer redis;

    private EmbeddedServers(Path folder, PostgresServer postgres, RedisServer redis) {
        this.folder = folder;
        this.postgres = postgres;
        this.redis = redis;
    }

    static EmbeddedServers start() {
        Path folder = TestFolders.temporary();
        try {
            return start(folder, TestFolders.programs());
        } catch (RuntimeException e) {
            discard(folder); // what was started before ends with this JVM
            throw e;
        }
    }

    private static EmbeddedServers start(Path folder, Path programs) {
        PostgresServer postgres = PostgresServer.start(
                new PostgresServer.Settings(
                        folder.resolve("postgres"),
                        programs,
                        folder.resolve("postgres.log"),
                        Ports.anyFree(),
                        PASSWORD),
                server -> {});
        RedisServer redis = RedisServer.start(
                new RedisServer.Settings(
                        folder.resolve("redis"), programs, folder.resolve("redis.log"), Ports.anyFree(), PASSWORD),
                server -> {});
        return new EmbeddedServers(folder, postgres, redis);
    }

    @Override
    public TestServers.Postgres postgres() {
        return new TestServers.Postgres("127.0.0.1", postgres.port(), "postgres", PASSWORD);
    }

    @Override
    public String redisUrl() {
        return redis.url();
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
        discard(folder);
    }

    private static void discard(Path folder) {
        try {
            TestFolders.delete(folder);
        } catch (IOException e) {
            System.err.println("Left behind: " + folder);
        }
    }
}
