package dev.countinghouse.launcher;

import java.io.File;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/** A Redis that somebody else runs, from {@code REDIS_URL}. */
final class ExternalRedis {

    private ExternalRedis() {}

    /**
     * Makes sure that it can be used; by TLS as the application will, with the same trust store.
     *
     * @param url address with the password
     * @param environment may name a trust store
     * @throws LauncherException when it does not answer; the message does not hold the address
     */
    static void requireAnswer(String url, Map<String, String> environment) {
        URI uri = URI.create(url);
        try (RedisClient client = RedisClient.builder()
                .hostAndPort(JedisURIHelper.getHostAndPort(uri))
                .clientConfig(connections(uri, environment))
                .build()) {
            client.ping();
        } catch (JedisException | IllegalArgumentException e) { // the latter: there is no such trust store
            throw new LauncherException(
                    ExitCode.SERVER, "The Redis of REDIS_URL does not answer: " + e.getMessage(), e);
        }
    }

    private static JedisClientConfig connections(URI uri, Map<String, String> environment) {
        DefaultJedisClientConfig.Builder connections = DefaultJedisClientConfig.builder()
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri));
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
            String password = environment.getOrDefault("CH_REDIS_TRUSTSTORE_PASSWORD", "");
            Optional.ofNullable(environment.get("CH_REDIS_TRUSTSTORE"))
                    .ifPresent(file ->
                            options.trustStoreType("PKCS12").truststore(new File(file), password.toCharArray()));
            connections.ssl(true).sslOptions(options.build());
        }
        return connections.build();
    }
}
