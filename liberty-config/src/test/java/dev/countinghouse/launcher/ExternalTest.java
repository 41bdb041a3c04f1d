package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalTest {

    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:pw@db.example:5544/main, jdbc:postgresql://db.example:5544/main?user=ada&password=pw",
        "postgres://ada:pw@db.example, jdbc:postgresql://db.example:5432/postgres?user=ada&password=pw",
        "postgresql://ada:a%2Fb+c%20d@h/x, jdbc:postgresql://h:5432/x?user=ada&password=a%2Fb%2Bc+d",
        "postgresql://ada:pw@h/x?sslmode=require, jdbc:postgresql://h:5432/x?user=ada&password=pw&sslmode=require"
    })
    void databaseUrlBecomesAJdbcAddress(String url, String jdbc) {
        External external = External.in(Map.of("DATABASE_URL", url));
        assertThat(external.database()).map(ExternalDatabase::adminUrl).contains(jdbc);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example/secret",
                "mysql://ada:secret@h/x",
                "postgresql://ada@secret/x",
                "postgresql://a:secret @h"
            })
    void aMalformedDatabaseUrlIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> External.in(Map.of("DATABASE_URL", url)))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ada:pw@h/x, prefer, ",
        "postgresql://ada:pw@h/x?sslmode=require&connectTimeout=3, require, ",
        "postgresql://ada:pw@h/x?sslrootcert=%2Fetc%2Fca%20b.pem&sslmode=verify-full, verify-full, /etc/ca b.pem"
    })
    void tlsOfTheDatabaseUrlHoldsForTheServersConnections(String url, String mode, String rootCertificate) {
        External external = External.in(Map.of("DATABASE_URL", url));
        assertThat(external.database()).map(ExternalDatabase::tls).contains(new DatabaseTls(mode, rootCertificate));
    }

    @Test
    void aCertificateOfTheCurrentFolderIsFoundByTheServerToo() {
        External external =
                External.in(Map.of("DATABASE_URL", "postgresql://ada:pw@h/x?sslmode=verify-ca&sslrootcert=ca.pem"));
        assertThat(external.database())
                .map(there -> there.tls().rootCertificate())
                .contains(Path.of("ca.pem").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslmode=verify-full", "sslmode=safe"})
    void tlsThatMakesNoSenseIsRefused(String settings) {
        assertThatThrownBy(() -> External.in(Map.of("DATABASE_URL", "postgresql://ada:pw@h/x?" + settings)))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("ssl");
    }

    @Test
    void aMalformedRedisUrlIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> External.in(Map.of("REDIS_URL", "localhost:6379?secret")))
                .isInstanceOf(LauncherException.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({"STRIPE_SECRET_KEY, sk_test_1", "COUNTINGHOUSE_STRIPE_API, http://127.0.0.1:8421"})
    void aKeyOrAnAddressOfStripeMeansNoDouble(String variable, String value) {
        assertThat(External.in(Map.of(variable, value)).stripe()).isTrue();
    }

    @Test
    void emptyMeansOurOwnServers() {
        External external = External.in(Map.of("DATABASE_URL", " ", "REDIS_URL", ""));
        assertThat(external.database()).isEmpty();
        assertThat(external.redisUrl()).isEmpty();
        assertThat(external.stripe()).isFalse();
    }

    @Test
    void neverPrintsAPassword() {
        External external = External.in(
                Map.of("DATABASE_URL", "postgresql://ada:secret@h/x", "REDIS_URL", "redis://:secret@h:6379/0"));
        assertThat(external.toString()).doesNotContain("secret");
    }
}
