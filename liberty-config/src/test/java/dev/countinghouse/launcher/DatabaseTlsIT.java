package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.testing.Certificates;
import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TLS to a PostgreSQL that has a certificate for the name localhost. */
class DatabaseTlsIT {
    private static final String PASSWORD = "of-a-test-only";
    private static final String OWN_CONNECTION = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

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

    @Test
    void connectionsAreMadeOnlyToWhomTheCertificateVerifies() throws Exception {
        Certificates certificates = Certificates.make(folder.resolve("server.p12"));
        Path trusted = Files.writeString(folder.resolve("trusted.pem"), certificates.certificatePem());
        Path another = Files.writeString(
                folder.resolve("another.pem"),
                Certificates.make(folder.resolve("another.p12")).certificatePem());
        try (PostgresServer server = PostgresServer.start(settings, started -> {})) {
            speakTls(server, certificates);
            assertThat(encrypted(owner("localhost", new DatabaseTls("verify-full", trusted.toString()))))
                    .isTrue();
            assertThat(encrypted(owner("127.0.0.1", new DatabaseTls("verify-ca", trusted.toString()))))
                    .isTrue();
            assertThat(encrypted(owner("127.0.0.1", new DatabaseTls("disable", null))))
                    .isFalse();
            assertThatThrownBy(() -> encrypted(owner("127.0.0.1", new DatabaseTls("verify-full", trusted.toString()))))
                    .as("a certificate for another name")
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> encrypted(owner("localhost", new DatabaseTls("verify-full", another.toString()))))
                    .as("a certificate of an authority that nobody named")
                    .isInstanceOf(SQLException.class);
        }
    }

    private DatabaseAddress owner(String host, DatabaseTls tls) {
        return new DatabaseAddress(host, settings.port(), "postgres", PASSWORD, PASSWORD, tls);
    }

    private static boolean encrypted(DatabaseAddress address) throws SQLException {
        try (Connection connection = address.owners().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWN_CONNECTION)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void speakTls(PostgresServer server, Certificates certificates) throws Exception {
        Files.writeString(settings.data().resolve("server.crt"), certificates.certificatePem());
        Path key = Files.writeString(settings.data().resolve("server.key"), certificates.keyPem());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setOwner(key, Files.getOwner(settings.data())); // who may be another user than runs the tests
        try (Connection connection = DriverManager.getConnection(server.adminUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE ch_owner LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("ALTER SYSTEM SET ssl = on");
            statement.execute("SELECT pg_reload_conf()");
        }
    }
}
