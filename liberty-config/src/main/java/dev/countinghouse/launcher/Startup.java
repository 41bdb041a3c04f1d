package dev.countinghouse.launcher;

import dev.countinghouse.migrations.MigrationOptions;
import dev.countinghouse.migrations.Migrations;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The steps from a stopped installation to a running one, each told when it is done. */
final class Startup {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(4); // a starved machine takes more than one

    private final DataFolder folder;
    private final Secrets secrets;
    private final RunningServers servers;
    private final Progress progress;
    private final External external;
    private final Map<RunningServers.Stage, CompletableFuture<Integer>> ends =
            Collections.synchronizedMap(new EnumMap<>(RunningServers.Stage.class));

    Startup(DataFolder folder, External external, RunningServers servers, Progress progress) {
        this.folder = folder;
        this.secrets = Secrets.load(folder.secrets());
        this.servers = servers;
        this.progress = progress;
        this.external = external;
    }

    /**
     * Watches the servers from now on; until here each step notices itself when its server ends.
     *
     * @param told of a server that ends without having been stopped
     */
    void watch(Consumer<RunningServers.Stage> told) {
        ends.forEach((stage, end) -> {
            var _ = end.thenRunAsync(() -> {
                if (!servers.isClosed()) {
                    told.accept(stage);
                }
            });
        });
    }

    Secrets secrets() {
        return secrets;
    }

    /** Stops what a killed launcher left running in this folder, so that its ports and files are free. */
    static void stopLeftovers(DataFolder folder, Progress progress) {
        tell(progress, LibertyServer.stopLeftover(folder.liberty()), RunningServers.Stage.LIBERTY);
        tell(progress, StripeServer.stopLeftover(folder.stripe()), RunningServers.Stage.STRIPE);
        tell(progress, RedisServer.stopLeftover(folder.redis()), RunningServers.Stage.REDIS);
        tell(progress, PostgresServer.stopLeftover(folder.postgres()), RunningServers.Stage.POSTGRESQL);
    }

    private static void tell(Progress progress, boolean stopped, RunningServers.Stage stage) {
        if (stopped) {
            progress.note("Left over", stage.title() + " of a launcher that was killed is stopped");
        }
    }

    /** A running PostgreSQL: ours, or the one of {@code DATABASE_URL}. */
    Database postgres(int port, String database) {
        if (external.database().isPresent()) {
            ExternalDatabase there = external.database().get();
            progress.note("PostgreSQL", "the one at %s, from DATABASE_URL".formatted(there));
            return new Database(there.adminUrl(), address(there.host(), there.port(), database, there.tls()));
        }
        return timed("PostgreSQL", () -> {
            PostgresServer server = PostgresServer.start(
                    new PostgresServer.Settings(
                            folder.postgres(),
                            folder.programs(),
                            folder.logs().resolve("postgresql.log"),
                            port,
                            secrets.postgresPassword()),
                    started -> servers.add(RunningServers.Stage.POSTGRESQL, started));
            ends.put(RunningServers.Stage.POSTGRESQL, server.onExit());
            return new Done<>(
                    new Database(server.adminUrl(), address("127.0.0.1", port, database, DatabaseTls.UNASKED)),
                    "%s on 127.0.0.1:%d".formatted(server.version(), port));
        });
    }

    private DatabaseAddress address(String host, int port, String database, DatabaseTls tls) {
        return new DatabaseAddress(host, port, database, secrets.ownerPassword(), secrets.appPassword(), tls);
    }

    /** A running Redis: ours, or the one of {@code REDIS_URL}; answers with its address. */
    String redis(int port) {
        if (external.redisUrl().isPresent()) {
            String url = external.redisUrl().get();
            ExternalRedis.requireAnswer(url, System.getenv());
            progress.note("Redis", "the one of REDIS_URL");
            return url;
        }
        return timed("Redis", () -> {
            RedisServer server = RedisServer.start(
                    new RedisServer.Settings(
                            folder.redis(),
                            folder.programs(),
                            folder.logs().resolve("redis.log"),
                            port,
                            secrets.redisPassword()),
                    started -> servers.add(RunningServers.Stage.REDIS, started));
            ends.put(RunningServers.Stage.REDIS, server.onExit());
            return new Done<>(server.url(), "%s on 127.0.0.1:%d".formatted(server.version(), port));
        });
    }

    /** The variables that lead the application to a running double of Stripe; none where Stripe itself or another double is named. */
    Map<String, String> stripe(int port) {
        if (external.stripe()) {
            progress.note("Stripe", "as the environment says; no double is started");
            return Map.of();
        }
        return timed("Stripe double", () -> {
            StripeServer server = StripeServer.start(
                    new StripeServer.Settings(folder.stripe(), folder.logs().resolve("stripe.log"), port),
                    started -> servers.add(RunningServers.Stage.STRIPE, started));
            ends.put(RunningServers.Stage.STRIPE, server.onExit());
            return new Done<>(
                    Map.of(External.STRIPE_API, server.baseUri().toString()), "on 127.0.0.1:%d".formatted(port));
        });
    }

    /**
     * Roles, database, tables, tenants. Those that are set aside are told of.
     *
     * @param told of each step of the tenants' migration
     */
    Migrations.Report migrate(Database database, MigrationOptions options, Consumer<String> told) {
        Migrations.Report report = timed("Migrations", () -> {
            Migrations.Report result = database.migrate(options, told);
            String left = result.pending() == 0 ? "" : ", %,d left as they were".formatted(result.pending());
            String failed = result.failed().isEmpty()
                    ? ""
                    : ", %,d set aside".formatted(result.failed().size());
            return new Done<>(
                    result,
                    "schema version %s; tenants: %,d migrated, %,d up to date%s%s"
                            .formatted(
                                    result.schemaVersion(), result.migrated().size(), result.upToDate(), failed, left));
        });
        report.failed().forEach((schema, reason) -> progress.note("", "set aside: %s: %s".formatted(schema, reason)));
        return report;
    }

    /**
     * As above, before the application starts: it serves tenants of the version before, too.
     *
     * @throws LauncherException when the migration stopped itself
     */
    void migrate(Database database) {
        Migrations.Report report = migrate(database, MigrationOptions.defaults(), line -> {});
        if (report.state() == Migrations.State.FAILED) {
            throw new LauncherException(ExitCode.MIGRATION, report.stopped());
        }
        if (report.state() == Migrations.State.PAUSED) {
            progress.note("", "the migration is paused; ./countinghouse migrate --resume goes on");
        }
    }

    /** The installation's own operator's key, which the command-line tool finds in the data folder. */
    void operatorKey(Database database) {
        database.addOperatorKey("this installation", secrets.operatorKey());
    }

    /** Starts Liberty; it is not ready yet. */
    LibertyServer liberty(Installation installation, ServerEnvironment serverEnvironment) {
        LibertyServer server = LibertyServer.start(
                new LibertyServer.Settings(
                        installation.wlp(), folder.liberty(), folder.logs(), installation.ear(), serverEnvironment),
                started -> servers.add(RunningServers.Stage.LIBERTY, started));
        ends.put(RunningServers.Stage.LIBERTY, server.onExit());
        return server;
    }

    /** Waits until the application answers, telling of errors the server logs meanwhile. */
    URI awaitReady(LibertyServer liberty, long startedAt) {
        liberty.awaitReady(READY_PATIENCE, problem -> progress.note("", problem));
        progress.done(
                "Open Liberty",
                "%s on %s".formatted(Installation.stamp("liberty.version"), liberty.baseUri()),
                Duration.ofNanos(System.nanoTime() - startedAt));
        return liberty.baseUri();
    }

    /** Runs the step in a thread of its own. */
    static <T> CompletableFuture<T> inParallel(Supplier<T> step) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("startup").start(() -> {
            try {
                result.complete(step.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    static <T> T resultOf(CompletableFuture<T> step) {
        try {
            return step.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What a step has made, and how it is told. */
    private record Done<T>(T value, String text) {}

    private <T> T timed(String step, Supplier<Done<T>> work) {
        long begun = System.nanoTime();
        Done<T> done = work.get();
        progress.done(step, done.text(), Duration.ofNanos(System.nanoTime() - begun));
        return done.value();
    }
}
