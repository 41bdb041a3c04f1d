package dev.countinghouse.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.testing.Certificates;
import dev.countinghouse.testing.TestFolders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bare server; what the application does on it is tested with the application. */
class LibertyServerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder = TestFolders.temporary();

    @AfterEach
    void deleteAll() throws IOException {
        LibertyServer.stopLeftover(folder.resolve("liberty"));
        TestFolders.delete(folder);
    }

    private LibertyServer start() throws IOException {
        return start(Map.of());
    }

    private LibertyServer start(Map<String, String> settings) throws IOException {
        int port = Ports.anyFree();
        DatabaseAddress nobodyThere = new DatabaseAddress("127.0.0.1", 1, "none", "", "");
        return LibertyServer.start(
                new LibertyServer.Settings(
                        TestFolders.projectRoot().resolve("liberty-config/target/wlp"),
                        folder.resolve("liberty"),
                        Files.createDirectories(folder.resolve("logs")),
                        null,
                        new ServerEnvironment(
                                        port, URI.create("http://127.0.0.1:" + port), nobodyThere, "redis://none", "")
                                .withSettings(settings)),
                server -> {});
    }

    @Test
    void startsWithoutAProblemTellsNothingOfItselfAndStops() throws Exception {
        List<String> problems = new ArrayList<>();
        try (LibertyServer server = start();
                HttpClient client = HttpClient.newHttpClient()) {
            server.awaitReady(PATIENCE, problems::add);
            assertThat(problems).isEmpty();
            HttpResponse<String> unknown = client.send(
                    HttpRequest.newBuilder(server.baseUri().resolve("/unknown")).build(), BodyHandlers.ofString());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).doesNotContainIgnoringCase("liberty", "exception", "java");
            assertThat(unknown.headers().map()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
        }
        assertThat(LibertyServer.stopLeftover(folder.resolve("liberty"))).isFalse();
    }

    @Test
    void speaksHttpsWithTheOperatorsCertificateByModernProtocolsOnly() throws Exception {
        Certificates certificates = Certificates.make(folder.resolve("tls.p12"));
        int port = Ports.anyFree();
        List<String> problems = new ArrayList<>();
        try (LibertyServer server = start(Map.of(
                        "CH_HTTPS_PORT", Integer.toString(port),
                        "CH_TLS_KEYSTORE", certificates.file().toString(),
                        "CH_TLS_KEYSTORE_PASSWORD", certificates.password()));
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(certificates.trusting())
                        .build()) {
            server.awaitReady(PATIENCE, problems::add);
            assertThat(problems).isEmpty();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/unknown"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(certificates.agreedWith(port, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
                    .isTrue();
            assertThat(certificates.agreedWith(port, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"))
                    .isFalse();
        }
    }

    @Test
    void aServerLeftRunningIsStopped() throws Exception {
        LibertyServer left = start();
        assertThat(LibertyServer.stopLeftover(folder.resolve("liberty"))).isTrue();
        left.onExit().get();
        assertThat(ProcessHandle.of(left.pid())).isEmpty();
    }
}
