package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own: real binaries, durable (fsync on, checksums), reachable on the loopback address with a
 * password and in no other way. Stops with {@link #close}, and with the launcher however that ends.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String ADMINISTRATOR = "postgres";
    private static final Duration START_PATIENCE = Duration.ofSeconds(60); // recovery after a crash included
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(8);
    private static final String INVALID_PASSWORD = "28P01";

    private final Settings settings;
    private final ChildProcess process;
    private String version = "";

    /**
     * Where and how to run.
     *
     * @param data folder of the database cluster; made when missing
     * @param programs folder the binaries are unpacked to, once per version
     * @param log file for the server's output
     * @param port port on 127.0.0.1
     * @param password of the administrator; must be the one the cluster was made with
     */
    public record Settings(Path data, Path programs, Path log, int port, String password) {}

    private PostgresServer(Settings settings, ChildProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @param spawned told of the server as soon as it runs, so that it can be stopped while it starts
     * @throws LauncherException when it does not start; the message holds what PostgreSQL said
     */
    public static PostgresServer start(Settings settings, Consumer<AutoCloseable> spawned) {
        PostgresPrograms programs = PostgresPrograms.in(settings.programs());
        if (!Files.exists(settings.data().resolve("PG_VERSION"))) {
            makeCluster(settings, programs);
        }
        PostgresUser user = PostgresUser.forData(settings.data(), programs);
        List<String> words =
                user.command(programs.program("postgres"), "-D", settings.data().toString());
        words.addAll(configuration(settings.port()));
        ChildProcess process = ChildProcess.start(
                new ChildProcess.Command("PostgreSQL", words, Map.of("TZ", "UTC"), programs.home(), settings.log()));
        PostgresServer server = new PostgresServer(settings, process);
        spawned.accept(server);
        server.awaitReady();
        return server;
    }

    /**
     * Stops a server that a killed launcher left behind in this data folder. Only a PostgreSQL process that names the folder in
     * its command line is touched.
     *
     * @return whether there was one
     */
    public static boolean stopLeftover(Path data) {
        return new PostmasterFile(data).stopLeftover(STOP_PATIENCE);
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Makes the cluster beside its place and moves it there when it is whole: a kill in between leaves nothing half made. */
    private static void makeCluster(Settings settings, PostgresPrograms programs) {
        Path unfinished = settings.data().resolveSibling(settings.data().getFileName() + ".unfinished");
        Path passwordFile = settings.data().resolveSibling("initial-password");
        try {
            DataFolder.deleteAll(unfinished);
            makeFolder(unfinished);
            PostgresUser user = PostgresUser.forData(unfinished, programs);
            Files.deleteIfExists(passwordFile);
            Files.createFile(
                    passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(passwordFile, settings.password() + "\n");
            user.own(passwordFile);
            Commands.Result result = Commands.run(user.command(
                    programs.program("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=" + ADMINISTRATOR,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--locale-provider=builtin", // sorts alike on every machine
                    "--builtin-locale=C.UTF-8"));
            if (!result.succeeded()) {
                throw new LauncherException(
                        ExitCode.SERVER, "PostgreSQL's data folder cannot be made:\n" + result.output());
            }
            DataFolder.deleteAll(settings.data()); // empty, or without a cluster in it
            Files.move(unfinished, settings.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a database in " + settings.data(), e);
        } finally {
            passwordFile.toFile().delete();
        }
    }

    private static List<String> configuration(int port) {
        List<String> words = new ArrayList<>();
        for (String setting : List.of(
                "port=" + port,
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=on",
                "password_encryption=scram-sha-256",
                "max_connections=100",
                "shared_buffers=256MB",
                "max_locks_per_transaction=256", // a transaction over many tenants' tables
                "track_commit_timestamp=on", // a tenant is restored to any moment by the times of its commits
                "recovery_init_sync_method=syncfs", // seconds instead of minutes with thousands of schemas
                "jit=off",
                "timezone=UTC",
                "log_timezone=UTC",
                "cluster_name=countinghouse")) {
            words.add("-c");
            words.add(setting);
        }
        return words;
    }

    private void awaitReady() {
        SQLException[] last = new SQLException[1];
        boolean ready = Polling.until(START_PATIENCE, () -> {
            last[0] = tryConnection();
            return last[0] == null || !process.isAlive() || INVALID_PASSWORD.equals(last[0].getSQLState());
        });
        if (ready && last[0] == null) {
            return;
        }
        close();
        if (last[0] != null && INVALID_PASSWORD.equals(last[0].getSQLState())) {
            throw new LauncherException(
                    ExitCode.SERVER,
                    "The password in secrets.properties does not open the database in %s. Restore the file that belongs to it, or start over with --fresh."
                            .formatted(settings.data()));
        }
        throw new LauncherException(
                ExitCode.SERVER,
                "PostgreSQL did not start (log: %s):\n%s".formatted(settings.log(), process.lastOutput(8)));
    }

    private @Nullable SQLException tryConnection() {
        try (Connection connection = DriverManager.getConnection(adminUrl())) {
            version = connection.getMetaData().getDatabaseProductVersion();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    public int port() {
        return settings.port();
    }

    /** What the server says of itself, such as {@code 18.6}. */
    public String version() {
        return version;
    }

    public long pid() {
        return process.pid();
    }

    /** JDBC address of the administrator, password included: never to be printed. */
    public String adminUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&password=%s"
                .formatted(
                        settings.port(), ADMINISTRATOR, URLEncoder.encode(settings.password(), StandardCharsets.UTF_8));
    }

    /** Completes with the exit status when the server ends, asked or not. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit();
    }

    /** Fast shutdown: open transactions are rolled back, everything committed is on disk. Harmless when repeated. */
    @Override
    public void close() {
        process.stop("INT", STOP_PATIENCE);
    }
}
