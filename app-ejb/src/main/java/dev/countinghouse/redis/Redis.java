package dev.countinghouse.redis;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The connection to Redis. It speeds things up and is never the only place of anything: a call waits at most
 * {@link #WAIT_MILLIS} and then answers empty.
 */
@ApplicationScoped
public class Redis {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());
    private static final int WAIT_MILLIS = 50;
    private static final int CONNECTIONS_MAX = 20;
    private static final int DEFAULT_PORT = 6379;

    @Inject
    @ConfigProperty(name = "CH_REDIS_URL")
    URI url;

    private volatile @Nullable RedisClient client;

    /** Asks Redis; empty when it cannot answer in time. */
    <T> Optional<T> ask(Function<RedisClient, T> question) {
        try {
            return Optional.ofNullable(question.apply(client()));
        } catch (JedisException e) {
            LOG.log(Level.WARNING, "Redis did not answer: {0}", e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether Redis answers. */
    public boolean isUp() {
        return ask(RedisClient::ping).isPresent();
    }

    private RedisClient client() {
        RedisClient open = client;
        return open != null ? open : open();
    }

    private synchronized RedisClient open() {
        RedisClient opened = client;
        if (opened == null) {
            ConnectionPoolConfig pool = new ConnectionPoolConfig();
            pool.setMaxTotal(CONNECTIONS_MAX);
            pool.setMaxWait(java.time.Duration.ofMillis(WAIT_MILLIS));
            opened = RedisClient.builder()
                    .hostAndPort(new HostAndPort(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort()))
                    .clientConfig(DefaultJedisClientConfig.builder()
                            .connectionTimeoutMillis(WAIT_MILLIS)
                            .socketTimeoutMillis(WAIT_MILLIS)
                            .ssl(JedisURIHelper.isRedisSSLScheme(url))
                            .user(JedisURIHelper.getUser(url))
                            .password(JedisURIHelper.getPassword(url))
                            .database(JedisURIHelper.getDBIndex(url))
                            .build())
                    .poolConfig(pool)
                    .build();
            client = opened;
        }
        return opened;
    }

    @PreDestroy
    void close() {
        RedisClient open = client;
        if (open != null) {
            open.close();
        }
    }
}
