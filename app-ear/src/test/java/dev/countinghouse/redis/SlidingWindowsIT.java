package dev.countinghouse.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.launcher.Ports;
import dev.countinghouse.launcher.RedisServer;
import dev.countinghouse.redis.SlidingWindows.Answer;
import dev.countinghouse.redis.SlidingWindows.State;
import dev.countinghouse.redis.SlidingWindows.Window;
import dev.countinghouse.testing.TestFolders;
import dev.countinghouse.testing.TestServers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The counts of all servers, against a real Redis. */
class SlidingWindowsIT {

    private static final long MINUTE = 60_000;
    private static final int CLIENTS = 16;

    private final String key = "g:test:" + UUID.randomUUID();

    private static Redis redis(String url) {
        Redis redis = new Redis();
        redis.url = URI.create(url);
        redis.environment = Redis.Environment.DEVELOPMENT;
        redis.poolSize = Optional.empty();
        return redis;
    }

    private static SlidingWindows windows(Redis redis) {
        SlidingWindows windows = new SlidingWindows();
        windows.redis = redis;
        return windows;
    }

    private Window window(int quota, long millis) {
        return new Window(key, quota, millis);
    }

    @Test
    void twoServersUnderLoadLetExactlyTheQuotaThrough() throws Exception {
        List<SlidingWindows> servers =
                List.of(windows(redis(TestServers.redisUrl())), windows(redis(TestServers.redisUrl())));
        int quota = 500;
        AtomicInteger allowed = new AtomicInteger();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> work = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> {
                        for (int i = 0; i < 2 * quota / CLIENTS; i++) {
                            if (answer(servers.get(client % 2), window(quota, MINUTE))
                                    .allowed()) {
                                allowed.incrementAndGet();
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : clients.invokeAll(work)) {
                done.get();
            }
        }
        assertThat(answer(servers.getFirst(), window(quota, MINUTE)).states())
                .extracting(State::count)
                .containsExactly(quota);
        assertThat(allowed.get()).isBetween(quota * 9 / 10, quota);
    }

    /** Under load Redis may be late: then it has counted what a client did not hear of, and the client asks again. */
    private static Answer answer(SlidingWindows windows, Window window) {
        while (true) {
            Optional<Answer> answer = windows.take(List.of(window));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    @Test
    void aRefusedRequestIsCountedInNoWindow() {
        SlidingWindows windows = windows(redis(TestServers.redisUrl()));
        Window wide = window(10, MINUTE);
        Window narrow = new Window(key + ":narrow", 1, MINUTE);
        assertThat(take(windows, wide, narrow).allowed()).isTrue();
        Answer refused = take(windows, wide, narrow);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.states()).extracting(State::count).containsExactly(1, 1);
        assertThat(take(windows, wide).states()).extracting(State::count).containsExactly(2);
    }

    @Test
    void manyThatExpireTogetherAreAllGoneAndTheRestStays() {
        SlidingWindows windows = windows(redis(TestServers.redisUrl()));
        for (int i = 0; i < 100; i++) {
            assertThat(take(windows, window(1000, MINUTE)).allowed()).isTrue();
        }
        State before = take(windows, window(1000, MINUTE)).states().getFirst();
        assertThat(before.count()).isEqualTo(101);
        await(() -> before.freesInMillis()
                        - take(windows, window(1000, MINUTE))
                                .states()
                                .getFirst()
                                .freesInMillis()
                > 2);
        int late = take(windows, window(1000, MINUTE)).states().getFirst().count() - 101;
        // so short a window that the first hundred have left it, and what came after them may be in it still
        State after = take(windows, window(1000, 1)).states().getFirst();
        assertThat(after.count()).isBetween(1, late + 1);
        assertThat(after.freesInMillis()).isBetween(0L, 1L);
    }

    private static void await(Callable<Boolean> condition) {
        try {
            while (!condition.call()) {
                Thread.onSpinWait();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer take(SlidingWindows windows, Window... some) {
        return windows.take(List.of(some)).orElseThrow();
    }

    @Test
    void aRestartedRedisIsAskedOnNewConnectionsAndLearnsTheScriptAgain() throws IOException {
        Path folder = TestFolders.temporary();
        RedisServer.Settings settings = settings(folder);
        RedisServer server = RedisServer.start(settings, started -> {});
        try {
            SlidingWindows windows = windows(redis(server.url()));
            assertThat(take(windows, window(10, MINUTE)).allowed()).isTrue();
            server.close();
            server = RedisServer.start(settings, started -> {});
            assertThat(take(windows, window(10, MINUTE)).allowed()).isTrue();
        } finally {
            server.close();
            TestFolders.delete(folder);
        }
    }

    @Test
    void aFrozenRedisIsLeftAloneAfterThreeQuestionsUntilAProbeIsAnswered() throws Exception {
        Path folder = TestFolders.temporary();
        RedisServer server = RedisServer.start(settings(folder), started -> {});
        try {
            Redis redis = redis(server.url());
            assertThat(redis.isUp()).isTrue();
            signal("STOP", server.pid());
            AtomicInteger asked = new AtomicInteger();
            for (int i = 0; i < 10; i++) {
                assertThat(redis.ask(client -> {
                            asked.incrementAndGet();
                            return client.ping();
                        }))
                        .isEmpty();
            }
            assertThat(asked).hasValue(Breaker.FAILURES);
            signal("CONT", server.pid());
            await(() -> {
                redis.probe();
                return redis.isUp();
            });
        } finally {
            signal("CONT", server.pid());
            server.close();
            TestFolders.delete(folder);
        }
    }

    private static RedisServer.Settings settings(Path folder) {
        return new RedisServer.Settings(
                folder.resolve("redis"),
                TestFolders.programs(),
                folder.resolve("redis.log"),
                Ports.anyFree(),
                "for-tests");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }
}
