package dev.countinghouse.testing;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Servers in containers. The system properties {@code countinghouse.test.postgres.image} and
 * {@code countinghouse.test.redis.image} name other images than the public ones.
 */
final class ContainerServers implements TestServers.Pair {
    private static final int REDIS_PORT = 6379;

    private final PostgreSQLContainer postgres;
    private final GenericContainer<?> redis;

    private ContainerServers(PostgreSQLContainer postgres, GenericContainer<?> redis) {
        this.postgres = postgres;
        this.redis = redis;
    }

    static ContainerServers start() {
        PostgreSQLContainer postgres = new PostgreSQLContainer(image("postgres", "postgres:18"));
        postgres.withCommand("postgres -c fsync=off -c track_commit_timestamp=on");
        GenericContainer<?> redis = new GenericContainer<>(image("redis", "redis:7")).withExposedPorts(REDIS_PORT);
        ContainerServers servers = new ContainerServers(postgres, redis);
        try {
            postgres.start();
            redis.start();
            return servers;
        } catch (RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static DockerImageName image(String server, String otherwise) {
        String name = System.getProperty("countinghouse.test." + server + ".image", otherwise);
        return DockerImageName.parse(name).asCompatibleSubstituteFor(server);
    }

    @Override
    public TestServers.Postgres postgres() {
        return new TestServers.Postgres(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getUsername(),
                postgres.getPassword());
    }

    @Override
    public String redisUrl() {
        return "redis://%s:%d/0".formatted(redis.getHost(), redis.getMappedPort(REDIS_PORT));
    }

    @Override
    public void close() {
        redis.stop();
        postgres.stop();
    }
}
