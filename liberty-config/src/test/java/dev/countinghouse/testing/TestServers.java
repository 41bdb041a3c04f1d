package dev.countinghouse.testing;

import dev.countinghouse.migrations.ClusterBootstrap;
import dev.countinghouse.migrations.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * PostgreSQL and Redis for tests, one pair per JVM. The system property {@code countinghouse.test.servers} chooses
 * {@code containers} or {@code embedded}; without it containers are used where a Docker engine answers.
 */
public final class TestServers {
    static final String OWNER_PASSWORD = "owner-for-tests";
    static final String APP_PASSWORD = "app-for-tests";
    private static final String TEMPLATE = "ch_template";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestServers() {}

    /** Where the PostgreSQL server is. */
    public record Postgres(String host, int port, String user, String password) {

        /** JDBC address of the superuser, to the database {@code postgres}. */
        public String adminUrl() {
            return adminUrl("postgres");
        }

        /** JDBC address of the superuser, to the named database. */
        public String adminUrl(String database) {
            return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s".formatted(host, port, database, user, password);
        }
    }

    /** Two running servers. */
    interface Pair extends AutoCloseable {
        Postgres postgres();

        /** {@code redis://[:password@]host:port/0}. */
        String redisUrl();

        @Override
        void close();
    }

    public static Postgres postgres() {
        return Running.PAIR.postgres();
    }

    /** {@code redis://[:password@]host:port/0}; one server for all tests of the JVM. */
    public static String redisUrl() {
        return Running.PAIR.redisUrl();
    }

    /** A new database with the product's roles and tables and no tenant; a copy of a template, so it takes a fraction of a second. */
    public static TestDatabase freshDatabase() {
        String name = "ch_test_" + NUMBER.incrementAndGet();
        try (Connection admin = DriverManager.getConnection(postgres().adminUrl());
                Statement statement = admin.createStatement()) {
            statement.execute("CREATE DATABASE %s OWNER ch_owner TEMPLATE %s".formatted(name, Migrated.template()));
            statement.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(name)); // rights on it are not copied
            statement.execute("GRANT CONNECT ON DATABASE %s TO ch_app".formatted(name));
        } catch (SQLException e) {
            throw new IllegalStateException("No database for a test", e);
        }
        return database(name);
    }

    private static TestDatabase database(String name) {
        Postgres server = postgres();
        return new TestDatabase(
                server.adminUrl(name), server.host(), server.port(), name, OWNER_PASSWORD, APP_PASSWORD);
    }

    /** Started by the first use, stopped with the JVM. */
    private static final class Running {
        static final Pair PAIR = start();

        private static Pair start() {
            Pair pair = ServerChoice.start();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(pair::close));
            return pair;
        }
    }

    /** Migrated by the first use. */
    private static final class Migrated {
        static {
            migrate();
        }

        static String template() {
            return TEMPLATE;
        }

        private static void migrate() {
            try {
                ClusterBootstrap bootstrap =
                        new ClusterBootstrap(postgres().adminUrl(), TEMPLATE, OWNER_PASSWORD, APP_PASSWORD);
                Migrations.Report report = new Migrations(bootstrap.run(), line -> {}).run();
                if (!report.succeeded()) {
                    throw new IllegalStateException("The template is not migrated: " + report.failed());
                }
            } catch (SQLException e) {
                throw new IllegalStateException("The template is not migrated", e);
            }
        }
    }
}
