package dev.countinghouse.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The launcher as a process of its own, as {@code ./countinghouse} starts it; without the application, so it is quick. */
final class LauncherProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;

    private LauncherProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Where one launcher keeps its data and listens. */
    record Place(Path data, Path programs, int dbPort, int redisPort, int stripePort) {
        static Place in(Path folder, Path programs) {
            return new Place(folder.resolve("data"), programs, Ports.anyFree(), Ports.anyFree(), Ports.anyFree());
        }

        Place withDbPort(int port) {
            return new Place(data, programs, port, redisPort, stripePort);
        }

        Place withRedisPort(int port) {
            return new Place(data, programs, dbPort, port, stripePort);
        }

        Place withStripePort(int port) {
            return new Place(data, programs, dbPort, redisPort, port);
        }

        Secrets secrets() {
            return Secrets.load(DataFolder.at(data).secrets());
        }

        DatabaseAddress database() {
            Secrets secrets = secrets();
            return new DatabaseAddress(
                    "127.0.0.1", dbPort, "countinghouse", secrets.ownerPassword(), secrets.appPassword());
        }

        String redisUrl() {
            return "redis://:%s@127.0.0.1:%d/0".formatted(secrets().redisPassword(), redisPort);
        }
    }

    static LauncherProcess start(Place place, String... options) throws IOException {
        shareUnpackedPrograms(place);
        List<String> words = new ArrayList<>(asFromATerminal());
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as the script says
                "-cp",
                System.getProperty("java.class.path"),
                Launcher.class.getName(),
                "up",
                "--servers-only",
                "--data=" + place.data(),
                "--db-port=" + place.dbPort(),
                "--redis-port=" + place.redisPort(),
                "--stripe-port=" + place.stripePort()));
        words.addAll(List.of(options));
        Path output = Files.createTempFile(place.data().getParent(), "launcher", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("DATABASE_URL");
        builder.environment().remove("REDIS_URL");
        builder.environment().remove("STRIPE_SECRET_KEY");
        builder.environment().remove("COUNTINGHOUSE_STRIPE_API");
        return new LauncherProcess(builder.start(), output);
    }

    /** A build in the background ignores SIGINT and so would all that it starts; at a terminal Ctrl-C arrives. */
    private static List<String> asFromATerminal() throws IOException {
        List<String> words = List.of("env", "--default-signal=INT");
        List<String> probe = new ArrayList<>(words);
        probe.add("true");
        try {
            return new ProcessBuilder(probe).start().waitFor() == 0 ? words : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Unpacking takes seconds, and is not what these tests are about. */
    private static void shareUnpackedPrograms(Place place) throws IOException {
        Path link = DataFolder.at(place.data()).programs();
        if (!Files.exists(link)) {
            DataFolder.at(place.data()).create();
            Files.delete(link);
            Files.createDirectories(place.programs());
            Files.createSymbolicLink(link, place.programs());
        }
    }

    LauncherProcess awaitUp() {
        Awaitility.await().atMost(START).until(() -> !process.isAlive() || output().contains("Ctrl-C"));
        if (!process.isAlive()) {
            throw new AssertionError("Ended with " + process.exitValue() + ":\n" + output());
        }
        return this;
    }

    /** The exit status; waits for the end. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("Still runs:\n" + output());
        }
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "";
        }
    }

    /** What Ctrl-C does. */
    void interrupt() {
        Commands.signal("INT", process.pid());
    }

    /** What nobody can handle. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
    }
}
