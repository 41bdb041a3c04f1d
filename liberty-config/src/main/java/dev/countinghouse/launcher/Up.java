package dev.countinghouse.launcher;

import dev.countinghouse.launcher.mainjob.MainJob;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything, does the main job, and stays up until it is stopped. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Starts PostgreSQL, Redis, a double of Stripe and Open Liberty with the application, does the main job (two demo"
                        + " tenants, usage of a file, invoices), and stays up until Ctrl-C.")
final class Up implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "Port of the API and the console on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--redis-port",
            paramLabel = "PORT",
            defaultValue = "6380",
            description = "Port of Redis on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int redisPort;

    @Option(
            names = "--stripe-port",
            paramLabel = "PORT",
            defaultValue = "8421",
            description = "Port of the double of Stripe on 127.0.0.1 (default: ${DEFAULT-VALUE}); it is started"
                    + " when there is no STRIPE_SECRET_KEY.")
    private int stripePort;

    @Option(names = "--once", description = "End after the main job, with status 0 only if all of it worked.")
    private boolean once;

    @Option(names = "--fresh", description = "Start over: delete the data and passwords of this folder first.")
    private boolean fresh;

    @Option(
            names = "--usage",
            paramLabel = "FILE",
            description = "CSV of usage to bill acme's customers for (default: the shipped sample). Header:"
                    + " transaction_id,external_customer_id,timestamp,metric and property columns.")
    private @Nullable Path usage;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            converter = ZoneOption.class,
            description =
                    "Time zone of the customers the file names, such as Europe/Madrid (default: ${DEFAULT-VALUE}).")
    private ZoneId timeZone = ZoneId.of("UTC");

    @Option(names = "--json", paramLabel = "FILE", description = "Also write what was done to FILE, for programs.")
    private @Nullable Path json;

    @Option(
            names = "--servers-only",
            description = "Start PostgreSQL and Redis and migrate, but not the application; for working on it.")
    private boolean serversOnly;

    private final RunningServers servers = new RunningServers();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Progress progress = new Progress(System.out);

    @Override
    public Integer call() {
        Installation installation = Installation.beside(Up.class);
        if (!serversOnly) {
            installation.requireComplete();
        }
        requireReadable(usage);
        DataFolder folder = options.folder();
        folder.create();
        try (FolderLock _ = FolderLock.take(folder)) {
            LauncherLog.to(folder.logs().resolve("launcher.log"));
            Thread hook = Thread.ofPlatform().name("stops all").unstarted(this::stopAll);
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                return run(installation, folder).status();
            } catch (RuntimeException e) {
                if (servers.isClosed()) {
                    return ExitCode.FAILED.status(); // stopped while starting: nothing to explain
                }
                throw e;
            } finally {
                stopAll();
            }
        }
    }

    private static void requireReadable(@Nullable Path file) {
        if (file != null && !file.toFile().canRead()) {
            throw new LauncherException(ExitCode.USAGE, "--usage: %s cannot be read".formatted(file));
        }
    }

    private ExitCode run(Installation installation, DataFolder folder) {
        External external = External.in(System.getenv());
        Startup.stopLeftovers(folder, progress);
        requireFreePorts(external);
        if (fresh) {
            wipe(folder, external);
        }
        Startup startup = new Startup(folder, external, servers, progress);
        CompletableFuture<String> redis = Startup.inParallel(() -> startup.redis(redisPort));
        CompletableFuture<Map<String, String>> stripe = Startup.inParallel(() -> startup.stripe(stripePort));
        Database database = startup.postgres(options.dbPort(), options.dbName());
        String redisUrl = Startup.resultOf(redis);
        Map<String, String> settings = new TreeMap<>(Startup.resultOf(stripe));
        settings.put("CH_ENVIRONMENT", "development");
        startup.migrate(database);
        startup.operatorKey(database);
        ExitCode result = ExitCode.OK;
        if (!serversOnly) {
            startApplication(
                    startup, environment(startup, database.address(), redisUrl).withSettings(settings), installation);
        }
        progress.done("Ready", "in all", sinceCommand());
        startup.watch(this::died);
        if (!serversOnly) {
            result = mainJob(startup, folder, database);
        }
        if (!once) {
            printWhere(startup, folder);
            awaitStop();
        }
        return result;
    }

    private void requireFreePorts(External external) {
        if (!serversOnly) {
            Ports.requireFree(httpPort, "the API", "--http-port");
        }
        if (external.database().isEmpty()) {
            Ports.requireFree(options.dbPort(), "PostgreSQL", "--db-port");
        }
        if (external.redisUrl().isEmpty()) {
            Ports.requireFree(redisPort, "Redis", "--redis-port");
        }
        if (!external.stripe()) {
            Ports.requireFree(stripePort, "the double of Stripe", "--stripe-port");
        }
    }

    /** The passwords belong to the database: they may go only together. */
    private static void wipe(DataFolder folder, External external) {
        if (external.database().isPresent()) {
            throw new LauncherException(
                    ExitCode.USAGE,
                    "--fresh deletes data of this folder only, and DATABASE_URL names a server elsewhere. Drop the database there, or choose another with --db-name.");
        }
        folder.wipe();
    }

    private ServerEnvironment environment(Startup startup, DatabaseAddress database, String redisUrl) {
        return new ServerEnvironment(
                        httpPort,
                        publicUrl(),
                        database,
                        redisUrl,
                        startup.secrets().masterKey())
                .withArchives(options.folder().archives());
    }

    private static void startApplication(Startup startup, ServerEnvironment environment, Installation installation) {
        long begun = System.nanoTime();
        startup.awaitReady(startup.liberty(installation, environment), begun);
    }

    private ExitCode mainJob(Startup startup, DataFolder folder, Database database) {
        MainJob.Settings settings = new MainJob.Settings(
                publicUrl().resolve("/api/v1"),
                publicUrl(),
                usage,
                timeZone,
                folder.mainJobState(),
                startup.secrets().demoPassword(),
                json,
                database.address().appUrl(),
                progress.timings());
        MainJob.Outcome outcome = new MainJob(settings, progress.out()).run();
        return switch (outcome.exitCode()) {
            case 0 -> ExitCode.OK;
            case 2 -> ExitCode.LINES_REJECTED;
            default -> ExitCode.MAIN_JOB;
        };
    }

    private URI publicUrl() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    private static Duration sinceCommand() {
        String begun = System.getenv().getOrDefault("COUNTINGHOUSE_STARTED_AT_MS", "");
        Instant start = begun.matches("\\d{13}")
                ? Instant.ofEpochMilli(Long.parseLong(begun))
                : ProcessHandle.current().info().startInstant().orElseThrow();
        return Duration.between(start, Instant.now());
    }

    private void printWhere(Startup startup, DataFolder folder) {
        if (!serversOnly) {
            progress.print("");
            progress.note("Console", publicUrl() + "/");
            progress.note("API", publicUrl() + "/api/v1");
            progress.note("Docs", publicUrl() + "/openapi/ui/");
            progress.note(
                    "Log in",
                    "owner@acme.example and owner@globex.example, password "
                            + startup.secrets().demoPassword());
        }
        progress.note("Data", "%s (passwords: secrets.properties, logs: logs/)".formatted(folder.root()));
        progress.note("Stop", "Ctrl-C; the data stays");
    }

    private void awaitStop() {
        try {
            stop.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void died(RunningServers.Stage stage) {
        progress.note(
                stage.title(),
                "has stopped on its own (logs: %s)".formatted(options.folder().logs()));
        System.exit(ExitCode.SERVER.status()); // the hook stops the rest
    }

    private void stopAll() {
        long begun = System.nanoTime();
        if (servers.close()) {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            progress.print("");
            progress.note("Stopped", "(%s)".formatted(Progress.seconds(took)));
        }
        stop.countDown();
    }
}
