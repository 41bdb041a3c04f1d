package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisServerIT {
    private final Path folder = TestFolders.temporary();
    private final RedisServer.Settings settings = new RedisServer.Settings(
            folder.resolve("redis"),
            TestFolders.programs(),
            folder.resolve("redis.log"),
            Ports.anyFree(),
            "secret-for-a-test");

    @AfterEach
    void deleteAll() throws IOException {
        RedisServer.stopLeftover(settings.data());
        TestFolders.delete(folder);
    }

    private RedisServer start() {
        return RedisServer.start(settings, server -> {});
    }

    @Test
    void isDurableAndNeverEvicts() {
        try (RedisServer server = start();
                Jedis redis = new Jedis(server.url())) {
            assertThat(redis.configGet("appendonly")).containsEntry("appendonly", "yes");
            assertThat(redis.configGet("maxmemory-policy")).containsEntry("maxmemory-policy", "noeviction");
            assertThat(redis.configGet("bind")).containsEntry("bind", "127.0.0.1");
        }
    }

    @Test
    void wantsThePassword() {
        try (RedisServer server = start();
                Jedis redis = new Jedis("127.0.0.1", server.port())) {
            assertThatThrownBy(redis::ping)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void keepsDataOverARestart() {
        try (RedisServer server = start();
                Jedis redis = new Jedis(server.url())) {
            redis.set("kept", "yes");
        }
        try (RedisServer server = start();
                Jedis redis = new Jedis(server.url())) {
            assertThat(redis.get("kept")).isEqualTo("yes");
        }
    }

    @Test
    void aServerLeftRunningIsStopped() throws Exception {
        RedisServer left = start();
        assertThat(RedisServer.stopLeftover(settings.data())).isTrue();
        assertThat(left.onExit().get()).isZero();
        assertThat(RedisServer.stopLeftover(settings.data())).isFalse();
    }
}
