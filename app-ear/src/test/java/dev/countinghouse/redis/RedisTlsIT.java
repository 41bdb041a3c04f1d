package dev.countinghouse.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.JedisURIHelper;

/** A Redis behind TLS: in front of the real one stands what ends TLS, with a certificate for the name localhost. */
class RedisTlsIT {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Path folder = TestFolders.temporary();

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
            assertThat(ping(redis(plain, "localhost", port, trusted))).isEqualTo("PONG");
            assertThatThrownBy(() -> ping(redis(plain, "127.0.0.1", port, trusted)))
                    .as("a certificate for another name")
                    .hasRootCauseInstanceOf(CertificateException.class);
            assertThatThrownBy(() -> ping(redis(plain, "localhost", port, untrusting)))
                    .as("a certificate of an authority that nobody trusts")
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void aTrustStoreThatCannotBeReadIsAsIfNobodyAnswered() {
        String none = folder.resolve("none.p12").toString();
        Redis redis = redis(URI.create(TestServers.redisUrl()), "localhost", 1, none);
        assertThat(redis.isUp()).isFalse();
        assertThat(redis.usage()).isEqualTo(new Redis.Usage(0, 0, 2, 1));
    }

    /** By a connection as the product makes them, but for its limit of time, which a handshake on a busy machine may exceed. */
    private static String ping(Redis redis) {
        JedisClientConfig patient = DefaultJedisClientConfig.builder()
                .from(redis.settings())
                .connectionTimeoutMillis(PATIENCE_MILLIS)
                .socketTimeoutMillis(PATIENCE_MILLIS)
                .build();
        try (Jedis jedis = new Jedis(JedisURIHelper.getHostAndPort(redis.url), patient)) {
            return jedis.ping();
        }
    }

    private static Redis redis(URI plain, String host, int port, String trustStore) {
        Redis redis = new Redis();
        redis.url = URI.create("rediss://%s@%s:%d/0".formatted(plain.getRawUserInfo(), host, port));
        redis.environment = Redis.Environment.DEVELOPMENT;
        redis.poolSize = Optional.of(2);
        redis.tls = new RedisTls();
        redis.tls.trustStore = Optional.of(trustStore);
        redis.tls.password = Optional.of("of-a-test-only");
        return redis;
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
