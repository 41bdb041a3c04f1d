package dev.countinghouse.redis;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The connection to Redis. It speeds things up and is never the only place of anything: whoever asks waits at most 50 ms, and
 * not at all while Redis is known to be dead; then he gets no answer and does without.
 *
 * <p>A connection that turns out to be broken is replaced and the question asked again, three times in all and at once: that
 * is how a restart of Redis goes unnoticed.
 */
@ApplicationScoped
public class Redis {

    private static final Logger LOG = Logger.getLogger(Redis.class.getName());
    private static final int TRIES = 3;
    private static final long QUICK_NANOS = 10_000_000; // a refusal that came sooner leaves time to ask again
    private static final int POOL_WAIT_MILLIS = 20;
    private static final int ANSWER_WAIT_MILLIS = 30; // with the wait for the pool: at most 50
    private static final int DEFAULT_PORT = 6379;

    @Inject
    @ConfigProperty(name = "CH_REDIS_URL")
    URI url;

    @Inject
    @ConfigProperty(name = "CH_ENVIRONMENT", defaultValue = "production")
    Environment environment;

    @Inject
    @ConfigProperty(name = "CH_REDIS_POOL")
    Optional<Integer> poolSize;

    @Inject
    RedisTls tls;

    private final Breaker breaker = new Breaker(System::nanoTime);
    private final AtomicLong unanswered = new AtomicLong();
    private volatile @Nullable RedisClient client;

    /** What an installation is for; decides how many connections a server keeps at most, unless CH_REDIS_POOL does. */
    public enum Environment {
        DEVELOPMENT(20),
        STAGING(60),
        PRODUCTION(160);

        private final int connections;

        Environment(int connections) {
            this.connections = connections;
        }
    }

    /** Asks Redis; empty when it does not answer in time. A question that changes something may be heard twice. */
    <T> Optional<T> ask(Function<RedisClient, T> question) {
        Optional<T> answer = breaker.isOpen() ? Optional.empty() : tryToAsk(question);
        if (answer.isEmpty()) {
            unanswered.incrementAndGet();
        }
        return answer;
    }

    private <T> Optional<T> tryToAsk(Function<RedisClient, T> question) {
        long begun = System.nanoTime();
        for (int tried = 1; ; tried++) {
            try {
                T answer = question.apply(client());
                if (breaker.succeeded()) {
                    LOG.info("Redis answers again");
                }
                return Optional.ofNullable(answer);
            } catch (JedisConnectionException e) {
                RedisClient open = client;
                if (open == null || tried == TRIES || System.nanoTime() - begun > QUICK_NANOS) {
                    failed(e);
                    return Optional.empty();
                }
                open.getPool()
                        .clear(); // the other idle connections are as old as the broken one; a late one says nothing
            } catch (JedisException e) {
                LOG.log(Level.WARNING, "Redis refused: {0}", e.getMessage());
                return Optional.empty();
            }
        }
    }

    private void failed(JedisConnectionException e) {
        if (breaker.failed()) {
            LOG.log(Level.WARNING, "Redis does not answer; doing without: {0}", e.getMessage());
        }
    }

    /** Whether Redis answers; while it is known to be dead that is what was found last. */
    public boolean isUp() {
        return ask(RedisClient::ping).isPresent();
    }

    /** Connections at work and idle, and how many there may be; questions that went unanswered. */
    public Usage usage() {
        RedisClient open = client;
        if (open == null) {
            return new Usage(0, 0, connections(), unanswered.get());
        }
        var pool = open.getPool();
        return new Usage(pool.getNumActive(), pool.getNumIdle(), pool.getMaxTotal(), unanswered.get());
    }

    /**
     * How Redis is used.
     *
     * @param unanswered questions without an answer in time, since the server started
     */
    public record Usage(int active, int idle, int most, long unanswered) {}

    /** Looks after a Redis that is dead, and now and then after one that is well. */
    void probe() {
        if (breaker.takeProbe()) {
            tryToAsk(RedisClient::ping);
        }
    }

    private RedisClient client() {
        RedisClient open = client;
        return open != null ? open : open();
    }

    private synchronized RedisClient open() {
        RedisClient opened = client;
        if (opened == null) {
            opened = RedisClient.builder()
                    .hostAndPort(new HostAndPort(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort()))
                    .clientConfig(settings())
                    .poolConfig(pool(connections()))
                    .build();
            client = opened;
        }
        return opened;
    }

    private int connections() {
        return poolSize.orElse(environment.connections);
    }

    /** How each connection is made. */
    JedisClientConfig settings() {
        DefaultJedisClientConfig.Builder settings = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(ANSWER_WAIT_MILLIS)
                .socketTimeoutMillis(ANSWER_WAIT_MILLIS)
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url));
        if (JedisURIHelper.isRedisSSLScheme(url)) {
            tls.apply(settings);
        }
        return settings.build();
    }

    private static ConnectionPoolConfig pool(int connections) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(Duration.ofMillis(POOL_WAIT_MILLIS));
        pool.setJmxEnabled(false);
        return pool;
    }

    @PreDestroy
    void close() {
        RedisClient open = client;
        if (open != null) {
            open.close();
        }
    }
}
