package dev.countinghouse.bench;

import dev.countinghouse.identity.TokenMint;
import dev.countinghouse.launcher.LauncherException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast the API answers, and how many at once. */
@Command(
        name = "bench api",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Sends a mix of requests over 64 to 10,000 connections, each with a token that is checked, and the kinds of"
                        + " the mix alone, beside requests that need a token and no data. The last line is JSON.")
public final class ApiBench implements Callable<Integer> {

    private static final int TENANTS = 50;
    private static final int TOKEN_MINUTES = 120;
    private static final Duration ONE_ANSWER = Duration.ofSeconds(3);
    private static final double AIM_PER_SECOND = 4_000;
    private static final double AIM_P95_MS = 400;
    private static final int UNLIMITED = 1_000_000;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int STEPS_WITHOUT_GAIN = 24; // two minutes: compiling goes by fits and starts
    private static final double GAIN = 1.03;
    private static final int COMPILING = 8;
    private static final int FEW = 64;
    private static final int MANY = 1_000;
    private static final int MOST = 10_000;

    @Option(names = "--quick", description = "In less than two minutes: fewer users and invoices, shorter rounds.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder for the servers' data, emptied before and after (default: bench/target/api).")
    private @Nullable Path data;

    private final Path root =
            Path.of(System.getProperty("countinghouse.root", "")).toAbsolutePath();
    private final Figures figures = new Figures("api");

    private ApiBench() {}

    /**
     * How much is measured.
     *
     * @param compiling how long at most the server first works unmeasured, until its code is compiled
     */
    private record Effort(
            int usersPerTenant, int invoices, Duration compiling, Duration warmUp, Duration measured, int rounds) {

        private static final Effort QUICK =
                new Effort(4, 100, Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofSeconds(2), 1);
        private static final Effort FULL =
                new Effort(20, 1_000, Duration.ofMinutes(10), Duration.ofSeconds(3), Duration.ofSeconds(10), 3);
    }

    /** Ends the process: 0 when everything was measured, whatever came out of it. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new ApiBench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof LauncherException)) {
                exception.printStackTrace(command.getErr());
            }
            command.getErr().println("bench api: " + exception.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        Path folder = data != null ? data : root.resolve("bench/target/api");
        try (BenchServers servers = BenchServers.in(root, folder);
                Cluster cluster = servers.large();
                TenantMaker maker = new TenantMaker(cluster);
                BenchServers.Application application = servers.application(cluster)) {
            say(
                    "Making %d tenants with %d invoices and %d users each",
                    TENANTS, effort.invoices, effort.usersPerTenant);
            maker.makeUpTo(TENANTS);
            List<ApiBooks.User> users = open(cluster, maker.made(), effort, servers, application.baseUri());
            measure(new SocketLoad(application.baseUri()), new ApiRequests(users), effort);
        }
        System.out.println(figures.table());
        System.out.println(figures.json());
        return 0;
    }

    private List<ApiBooks.User> open(
            Cluster cluster, List<BenchTenant> tenants, Effort effort, BenchServers servers, URI base)
            throws SQLException, IOException {
        new SocketLoad(base).run(1, ONE_ANSWER, Duration.ZERO, ApiRequests::keys); // makes the signing key
        List<ApiBooks.User> users = new ArrayList<>();
        cluster.requestsPerMinute(UNLIMITED);
        try (Connection owner = cluster.owner().getConnection()) {
            TokenMint mint =
                    new TokenMint(owner, servers.masterKey(), base.toString(), TOKEN_MINUTES, Clock.systemUTC());
            ApiBooks books = new ApiBooks(owner);
            for (BenchTenant tenant : tenants) {
                users.addAll(books.open(tenant, effort.usersPerTenant, effort.invoices, mint));
            }
        }
        return users;
    }

    private void measure(SocketLoad load, ApiRequests requests, Effort effort) throws IOException {
        warmUp(load, requests, effort);
        figures.section("64 connections, one kind of request: requests a second, p95");
        double open = alone(load, "no token, no data (GET /health/live)", requests::open, effort);
        double baseline = 0;
        double mixed = 0;
        for (int round = 0; round < effort.rounds; round++) { // by turns
            baseline += alone(load, "token, no data (POST /auth/validate)", requests::validate, effort);
            mixed += alone(load, "the mix", requests::mix, effort);
        }
        alone(load, "GET /users/me", requests::me, effort);
        alone(load, "GET one invoice with its lines", requests::invoice, effort);
        alone(load, "GET 20 invoices", requests::list, effort);
        alone(load, "POST one usage event", requests::usage, effort);
        figures.add("baseline_rps_64", baseline / effort.rounds, "token alone, mean of the rounds");
        figures.add("ratio", mixed / baseline, "the mix to that");
        figures.put("open_rps_64", open);
        for (int connections : quick ? new int[] {FEW, MANY, MOST} : new int[] {FEW, 500, MANY, 2_000, MOST}) {
            mix(load, connections, requests, effort);
        }
    }

    /**
     * Lets the server work until it no longer gets faster: the compiler of a busy machine with few processors takes minutes.
     * Few connections, so that it finds a processor.
     */
    private static void warmUp(SocketLoad load, ApiRequests requests, Effort effort) throws IOException {
        long end = System.nanoTime() + effort.compiling.toNanos();
        double best = 0;
        int sinceBest = 0;
        while (sinceBest < STEPS_WITHOUT_GAIN && System.nanoTime() < end) {
            double now = load.run(COMPILING, Duration.ZERO, STEP, requests::mix).perSecond();
            say("Warming up: %s requests a second", Figures.number(now));
            sinceBest = now > best * GAIN ? 0 : sinceBest + 1;
            best = Math.max(best, now);
        }
    }

    private double alone(SocketLoad load, String what, Supplier<byte[]> next, Effort effort) throws IOException {
        say("%s", what);
        SocketLoad.Seen seen = load.run(FEW, effort.warmUp, effort.measured, next);
        figures.row(
                what,
                "%s, %s%s"
                        .formatted(
                                Figures.number(seen.perSecond()),
                                Figures.ms(seen.took().p95()),
                                failures(seen)));
        return seen.perSecond();
    }

    private void mix(SocketLoad load, int connections, ApiRequests requests, Effort effort) throws IOException {
        say("The mix over %d connections", connections);
        Duration warmUp = connections == MOST ? effort.warmUp.multipliedBy(3) : effort.warmUp;
        SocketLoad.Seen seen = load.run(connections, warmUp, effort.measured.multipliedBy(2), requests::mix);
        figures.section("The mix over %d connections%s".formatted(connections, failures(seen)));
        figures.add(
                "rps_" + connections,
                seen.perSecond(),
                connections == MANY
                        ? "requests a second, aim %s".formatted(Figures.number(AIM_PER_SECOND))
                        : "requests a second");
        figures.row("median", Figures.ms(seen.took().median()));
        if (connections == MANY) {
            figures.add("p95_ms_" + connections, seen.took().p95(), "p95, ms", AIM_P95_MS);
        } else {
            figures.add("p95_ms_" + connections, seen.took().p95(), "p95, ms");
        }
        figures.add("success_" + connections, seen.success(), "success, percent");
    }

    private static String failures(SocketLoad.Seen seen) {
        return seen.success() == 100 ? "" : ", answers by status: " + seen.statuses();
    }

    private static void say(String what, Object... values) {
        System.out.println("  " + what.formatted(values) + " ...");
    }
}
