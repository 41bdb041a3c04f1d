package dev.countinghouse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.countinghouse.testing.Certificates;
import dev.countinghouse.testing.TestFolders;
import dev.countinghouse.testing.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.util.JedisURIHelper;

/** A Redis behind TLS: in front of the real one stands what ends TLS, with a certificate for the name localhost. */
class RedisTlsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Path folder = Path.of("");

    @BeforeEach
    void choosePlace() {
        folder = TestFolders.temporary();
    }

    @AfterEach
    void deleteAll() throws IOException {
        TestFolders.delete(folder);
    }

    @Test
    void onlyTheRedisWhoseCertificateVerifiesIsAsked() throws Exception {
        Certificates certificates = Certificates.make(folder.resolve("server.p12"));
        Certificates another = Certificates.make(folder.resolve("another.p12"));
        String trusted = certificates.trustStore(folder.resolve("trusted.p12")).toString();
        String untrusting = another.trustStore(folder.resolve("untrusting.p12")).toString();
        URI plain = URI.create(TestServers.redisUrl());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                SSLServerSocket front = (SSLServerSocket) certificates
                        .serving()
                        .getServerSocketFactory()
                        .createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            threads.submit(() -> endTls(front, plain, threads));
            int port = front.getLocalPort();
            assertThat(ping(plain, new HostAndPort("localhost", port), trusted)).isEqualTo("PONG");
            assertThatThrownBy(() -> ping(plain, new HostAndPort("127.0.0.1", port), trusted))
                    .as("a certificate for another name")
                    .hasRootCauseInstanceOf(CertificateException.class);
            assertThatThrownBy(() -> ping(plain, new HostAndPort("localhost", port), untrusting))
                    .as("a certificate of an authority that nobody trusts")
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
            Redis redis = redis(plain, port, trusted);
            await().atMost(PATIENCE).until(() -> answers(redis)); // what takes longer than 50 ms counts as no answer
            redis.close();
        }
    }

    private static String ping(URI plain, HostAndPort where, String trustStore) {
        DefaultJedisClientConfig.Builder connection = DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(plain))
                .password(JedisURIHelper.getPassword(plain));
        tls(trustStore).apply(connection);
        try (Jedis jedis = new Jedis(where, connection.build())) {
            return jedis.ping();
        }
    }

    private static boolean answers(Redis redis) {
        redis.probe();
        return redis.isUp();
    }

    private static Redis redis(URI plain, int port, String trustStore) {
        Redis redis = new Redis();
        redis.url = URI.create("rediss://%s@localhost:%d/0".formatted(plain.getRawUserInfo(), port));
        redis.environment = Redis.Environment.DEVELOPMENT;
        redis.poolSize = Optional.of(2);
        redis.tls = tls(trustStore);
        return redis;
    }

    private static RedisTls tls(String trustStore) {
        RedisTls tls = new RedisTls();
        tls.trustStore = Optional.of(trustStore);
        tls.password = Optional.of("of-a-test-only");
        return tls;
    }

    private static Void endTls(SSLServerSocket front, URI plain, ExecutorService threads) throws IOException {
        while (!front.isClosed()) {
            Socket client = front.accept();
            Socket redis = new Socket(plain.getHost(), plain.getPort());
            threads.submit(() -> copy(client, redis));
            threads.submit(() -> copy(redis, client));
        }
        return null;
    }

    private static long copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            return from.getInputStream().transferTo(to.getOutputStream());
        }
    }
}
