package dev.countinghouse.testing;

import dev.countinghouse.launcher.LibertyServer;
import dev.countinghouse.launcher.Ports;
import dev.countinghouse.launcher.ServerEnvironment;
import dev.countinghouse.stripedouble.StripeDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * One running Countinghouse for tests that go over HTTP: a fresh database, the servers of {@link TestServers}, Liberty with the
 * EAR. The system properties {@code countinghouse.ear} and {@code countinghouse.wlp} say where those two are; without them
 * they are taken from where the build puts them.
 */
public final class TestApplication {
    private static final Duration PATIENCE = Duration.ofMinutes(4); // a starved build machine
    private static final int MASTER_KEY_BYTES = 32;

    /** For tests that send more in a minute than a client may, from one address. */
    public static final Map<String, String> WITHOUT_RATE_LIMITS = Map.of(
            "CH_ENVIRONMENT", "development",
            "COUNTINGHOUSE_RATE_LIMIT_IP_PER_MINUTE", "1000000",
            "COUNTINGHOUSE_RATE_LIMIT_LOGIN_PER_MINUTE", "1000000",
            "COUNTINGHOUSE_RATE_LIMIT_USER_PER_MINUTE", "1000000");

    /**
     * For servers of one class of tests: half of the processor time until a server is ready goes into optimising code, which pays
     * only for one that lives longer.
     */
    public static final Map<String, String> SHORT_LIVED = Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");

    private final TestDatabase database;
    private final LibertyServer liberty;

    private TestApplication(TestDatabase database, LibertyServer liberty) {
        this.database = database;
        this.liberty = liberty;
    }

    /** Where the application listens, without a path: {@code http://127.0.0.1:12345}. */
    public static URI baseUrl() {
        return Running.APPLICATION.liberty.baseUri();
    }

    /** The application's own database. */
    public static TestDatabase database() {
        return Running.APPLICATION.database;
    }

    /** What it takes for Stripe: each secret key that begins with {@code sk_test_} has an account of its own. */
    public static StripeDouble stripe() {
        return Running.STRIPE;
    }

    /** The server's JSON log, for tests about what is written there. */
    public static Path logFile() {
        return Running.APPLICATION.liberty.logFile();
    }

    /** The environment a server needs to run on these test servers, on a free port. */
    static ServerEnvironment environment(TestDatabase database) {
        int port = Ports.anyFree();
        return new ServerEnvironment(
                        port,
                        URI.create("http://127.0.0.1:" + port),
                        database.address(),
                        TestServers.redisUrl(),
                        Base64.getEncoder().encodeToString(new byte[MASTER_KEY_BYTES]))
                .withSettings(WITHOUT_RATE_LIMITS);
    }

    static Path wlp() {
        return named("countinghouse.wlp", "liberty-config/target/wlp");
    }

    private static Path named(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return value.isEmpty()
                ? TestFolders.projectRoot().resolve(otherwise)
                : Path.of(value).toAbsolutePath();
    }

    /** Started by the first use, stopped with the JVM. */
    private static final class Running {
        static final StripeDouble STRIPE = StripeDouble.start(StripeDouble.Settings.of(0, null));
        static final TestApplication APPLICATION = start();

        private static TestApplication start() {
            Path folder = Path.of("target/test-application").toAbsolutePath();
            TestDatabase database = TestServers.freshDatabase();
            LibertyServer.stopLeftover(folder);
            LibertyServer.Settings settings = new LibertyServer.Settings(
                    wlp(),
                    folder,
                    logs(folder),
                    named("countinghouse.ear", "app-ear/target/countinghouse.ear"),
                    environment(database).withSettings(settings()));
            LibertyServer liberty = LibertyServer.start(
                    settings,
                    server -> Runtime.getRuntime()
                            .addShutdownHook(Thread.ofPlatform().unstarted(() -> close(server))));
            liberty.awaitReady(PATIENCE, problem -> System.err.println("Liberty: " + problem));
            return new TestApplication(database, liberty);
        }

        private static Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>(WITHOUT_RATE_LIMITS);
            settings.put("COUNTINGHOUSE_STRIPE_API", STRIPE.baseUri().toString());
            settings.put(
                    "COUNTINGHOUSE_ACCESS_TOKEN_MINUTES", "180"); // some tenants are shared by tests of the whole run
            return settings;
        }

        private static Path logs(Path folder) {
            try {
                return Files.createDirectories(folder.resolve("logs"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void close(AutoCloseable server) {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
