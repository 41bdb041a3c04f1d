package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class UpIT {
    private static final Duration CLEAN_STOP = Duration.ofSeconds(10);
    private static final int STOPPED_BY_SIGINT = 130;

    private Path folder = Path.of("");
    private LauncherProcess.Place place = new LauncherProcess.Place(folder, folder, 0, 0, 0);

    @BeforeEach
    void choosePlace() {
        folder = TestFolders.temporary();
        place = LauncherProcess.Place.in(folder, TestFolders.programs());
    }

    @AfterEach
    void deleteAll() throws IOException {
        TestFolders.delete(folder);
    }

    @Test
    void ctrlCStopsAllServersAndTheDataStays() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place).awaitUp()) {
            writeBoth();
            long begun = System.nanoTime();
            up.interrupt();
            assertThat(up.exitStatus()).isEqualTo(STOPPED_BY_SIGINT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(CLEAN_STOP);
            assertThat(up.output()).contains("Stopped");
            assertNothingRuns();
        }
        try (LauncherProcess again = LauncherProcess.start(place).awaitUp()) {
            assertBothThere();
            assertThat(again.output()).doesNotContain("Left over");
        }
    }

    @Test
    void aKilledLauncherIsNoObstacleToTheNextOneAndNothingIsLost() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place).awaitUp()) {
            writeBoth();
            up.kill();
            if (Wrapping.hasDeathSignal()) {
                assertNothingRuns();
            }
        }
        try (LauncherProcess again = LauncherProcess.start(place).awaitUp()) {
            assertThat(again.output()).contains("PostgreSQL", "Redis");
            assertBothThere();
        }
    }

    @Test
    void aSecondUpInTheSameFolderIsRefusedAndLeavesTheFirstAlone() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place).awaitUp();
                LauncherProcess second = LauncherProcess.start(place.withDbPort(Ports.anyFree())
                        .withRedisPort(Ports.anyFree())
                        .withStripePort(Ports.anyFree()))) {
            assertThat(second.exitStatus()).isEqualTo(ExitCode.BUSY.status());
            assertThat(second.output()).contains("already running", "--data");
            writeBoth();
            assertThat(up.output()).doesNotContain("Stopped");
        }
    }

    @Test
    void aBusyPortIsNamedWithTheOptionThatChangesIt() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused(place.withDbPort(busy.getLocalPort()), "--db-port");
            assertRefused(place.withRedisPort(busy.getLocalPort()), "--redis-port");
            assertRefused(place.withStripePort(busy.getLocalPort()), "--stripe-port");
        }
    }

    private static void assertRefused(LauncherProcess.Place place, String option) throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place)) {
            assertThat(up.exitStatus()).isEqualTo(ExitCode.BUSY.status());
            assertThat(up.output()).contains(option).doesNotContain("Exception");
        }
    }

    @Test
    void freshStartsOverWithNewPasswords() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place, "--once")) {
            assertThat(up.exitStatus()).isEqualTo(ExitCode.OK.status());
        }
        Secrets before = place.secrets();
        try (LauncherProcess up = LauncherProcess.start(place, "--once", "--fresh")) {
            assertThat(up.exitStatus()).isEqualTo(ExitCode.OK.status());
        }
        assertThat(place.secrets()).isNotEqualTo(before);
        assertThat(Files.getPosixFilePermissions(DataFolder.at(place.data()).secrets()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void passwordsOfAnotherDatabaseAreExplained() throws Exception {
        try (LauncherProcess up = LauncherProcess.start(place, "--once")) {
            assertThat(up.exitStatus()).isEqualTo(ExitCode.OK.status());
        }
        Files.delete(DataFolder.at(place.data()).secrets());
        try (LauncherProcess up = LauncherProcess.start(place, "--once")) {
            assertThat(up.exitStatus()).isEqualTo(ExitCode.SERVER.status());
            assertThat(up.output()).contains("secrets.properties", "--fresh");
        }
    }

    private void writeBoth() throws SQLException {
        try (Connection owner = DriverManager.getConnection(place.database().ownerUrl());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE SCHEMA kept");
        }
        try (RedisClient redis = RedisClient.create(place.redisUrl())) {
            redis.set("kept", "yes");
        }
    }

    private void assertBothThere() throws SQLException {
        try (Connection owner = DriverManager.getConnection(place.database().ownerUrl());
                Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_namespace WHERE nspname = 'kept'")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isOne();
        }
        try (RedisClient redis = RedisClient.create(place.redisUrl())) {
            assertThat(redis.get("kept")).isEqualTo("yes");
        }
    }

    private void assertNothingRuns() {
        Awaitility.await().atMost(CLEAN_STOP).ignoreExceptions().untilAsserted(() -> {
            Ports.requireFree(place.dbPort(), "PostgreSQL", "--db-port");
            Ports.requireFree(place.redisPort(), "Redis", "--redis-port");
            Ports.requireFree(place.stripePort(), "the double of Stripe", "--stripe-port");
        });
    }
}
