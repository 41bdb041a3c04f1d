package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresServerIT {
    private static final String PASSWORD = "right & proper + 100%";
    private static final String INVALID_PASSWORD = "28P01";

    private final Path folder = TestFolders.temporary();
    private final PostgresServer.Settings settings = new PostgresServer.Settings(
            folder.resolve("postgres"),
            TestFolders.programs(),
            folder.resolve("postgres.log"),
            Ports.anyFree(),
            PASSWORD);

    @AfterEach
    void deleteAll() throws IOException {
        PostgresServer.stopLeftover(settings.data());
        TestFolders.delete(folder);
    }

    private PostgresServer start() {
        return PostgresServer.start(settings, server -> {});
    }

    @Test
    void isDurableAndClosed() throws SQLException {
        Map<String, String> wanted = Map.of(
                "fsync", "on",
                "full_page_writes", "on",
                "synchronous_commit", "on",
                "data_checksums", "on",
                "listen_addresses", "127.0.0.1",
                "unix_socket_directories", "",
                "password_encryption", "scram-sha-256");
        try (PostgresServer server = start()) {
            for (Map.Entry<String, String> setting : wanted.entrySet()) {
                assertThat(read(server.adminUrl(), "SELECT current_setting('%s')".formatted(setting.getKey())))
                        .as(setting.getKey())
                        .isEqualTo(setting.getValue());
            }
        }
    }

    @Test
    void wantsThePassword() {
        try (PostgresServer server = start()) {
            String url = server.adminUrl().replaceAll("password=.*", "password=wrong");
            assertThatThrownBy(() -> read(url, "SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INVALID_PASSWORD));
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws SocketException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
        try (PostgresServer server = start()) {
            assertThat(others)
                    .allSatisfy(address -> assertThatThrownBy(() -> connect(address, server.port()))
                            .isInstanceOf(ConnectException.class));
        }
    }

    private static void connect(InetAddress address, int port) throws IOException {
        new Socket(address, port).close();
    }

    @Test
    void keepsDataOverARestart() throws SQLException {
        try (PostgresServer server = start()) {
            write(server.adminUrl(), "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (PostgresServer server = start()) {
            assertThat(read(server.adminUrl(), "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void keepsWhatWasCommittedWhenItIsKilled() throws Exception {
        PostgresServer server = start();
        write(server.adminUrl(), "CREATE TABLE kept AS SELECT 42 AS answer");
        Commands.signal("KILL", server.pid());
        server.onExit().get();
        try (PostgresServer again = start()) {
            assertThat(read(again.adminUrl(), "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void aServerLeftRunningIsStopped() throws Exception {
        PostgresServer left = start();
        assertThat(PostgresServer.stopLeftover(settings.data())).isTrue();
        assertThat(left.onExit().get()).isZero();
        assertThat(PostgresServer.stopLeftover(settings.data())).isFalse();
    }

    @Test
    void anotherProgramUnderANotedNumberIsLeftAlone() throws Exception {
        try (PostgresServer server = start()) {
            assertThat(server.version()).startsWith("18.");
        }
        Process stranger = new ProcessBuilder("sleep", "600").start();
        try {
            Files.writeString(
                    settings.data().resolve("postmaster.pid"), stranger.pid() + "\n" + settings.data() + "\n");
            assertThat(PostgresServer.stopLeftover(settings.data())).isFalse();
            try (PostgresServer server = start()) {
                assertThat(read(server.adminUrl(), "SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void anInterruptedInitdbIsMadeAgain() throws Exception {
        Path unfinished = folder.resolve("postgres.unfinished");
        Files.createDirectories(unfinished);
        Files.writeString(unfinished.resolve("PG_VERSION"), "18\n");
        try (PostgresServer server = start()) {
            assertThat(read(server.adminUrl(), "SELECT 1")).isEqualTo("1");
        }
        assertThat(unfinished).doesNotExist();
    }

    private static void write(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String read(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
