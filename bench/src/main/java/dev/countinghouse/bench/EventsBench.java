package dev.countinghouse.bench;

import dev.countinghouse.launcher.LauncherException;
import dev.countinghouse.stripedouble.StripeDouble;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast events leave and come in, and what the ledger costs a billing run. */
@Command(
        name = "bench events",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Delivers events to 20 webhook endpoints of which one hangs, beside a client that only sends; takes signed events of"
                        + " Stripe, beside INSERT of the same rows; bills with the ledger and without. The last line is JSON.")
public final class EventsBench implements Callable<Integer> {

    private static final int UNLIMITED = 1_000_000;
    private static final int USAGE = 5; // events of each metric and subscription
    private static final String HEAP = "1g";
    private static final double PERCENT = 100;

    @Option(
            names = "--quick",
            description = "In less than two minutes: fewer of everything, code that is not compiled yet.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder for the servers' data, emptied before and after (default: bench/target/events).")
    private @Nullable Path data;

    private final Path root =
            Path.of(System.getProperty("countinghouse.root", "")).toAbsolutePath();
    private final Figures figures = new Figures("events");

    private EventsBench() {}

    /**
     * How much is measured.
     *
     * @param events that are delivered, before and while it is measured
     * @param intake how long events are taken, before and while it is measured
     * @param due subscriptions of a billing run
     * @param rounds billing runs with the ledger and as many without, by turns, besides the first, which is not counted
     */
    private record Effort(int warmUp, int events, Duration intake, int due, int rounds) {

        private static final Effort QUICK = new Effort(100, 500, Duration.ofSeconds(8), 1_000, 1);
        private static final Effort FULL = new Effort(2_000, 10_000, Duration.ofSeconds(20), 10_000, 3);
    }

    /** Ends the process: 0 when everything was measured, whatever came out of it. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new EventsBench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof LauncherException)) {
                exception.printStackTrace(command.getErr());
            }
            command.getErr().println("bench events: " + exception.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Path folder = data != null ? data : root.resolve("bench/target/events");
        try (StripeDouble stripe = StripeDouble.start(StripeDouble.Settings.of(0, null));
                BenchServers servers = BenchServers.in(root, folder);
                Cluster cluster = servers.large();
                TenantMaker maker = new TenantMaker(cluster);
                BenchServers.Application application = servers.application(
                        cluster,
                        HEAP,
                        Map.of("COUNTINGHOUSE_STRIPE_API", stripe.baseUri().toString()));
                Load load = new Load(application.baseUri())) {
            cluster.limit("requests_per_minute", UNLIMITED);
            cluster.limit("storage_mib", UNLIMITED);
            Effort effort = quick ? Effort.QUICK : Effort.FULL;
            deliver(new BillingBooks(cluster, tenant(maker), load), load, effort);
            take(new BillingBooks(cluster, tenant(maker), load), application, load, effort);
            post(cluster, maker, load, effort);
        }
        System.out.println(figures.table());
        System.out.println(figures.json());
        return 0;
    }

    private static BenchTenant tenant(TenantMaker maker) throws SQLException {
        maker.make();
        return maker.made().getLast();
    }

    private void deliver(BillingBooks books, Load load, Effort effort) throws SQLException, IOException {
        say("Delivering events");
        try (DeliveryMeasure measure = new DeliveryMeasure(books, load)) {
            say("  %s a second while its code is not compiled", Figures.number(measure.deliver(effort.warmUp())));
            double delivered = measure.deliver(effort.events());
            double bare = measure.bare(effort.events());
            figures.section("%d events to each of %d webhook endpoints, of which one never answers"
                    .formatted(effort.events(), DeliveryMeasure.ENDPOINTS));
            figures.row("a client that only sends the same (baseline), a second", Figures.number(bare));
            figures.add("deliveries_per_s", delivered, "deliveries to those that answer, a second, aim 1000");
            figures.add("deliveries_vs_bare_client", delivered / bare, "the one to the other");
        }
    }

    private void take(BillingBooks books, BenchServers.Application application, Load load, Effort effort)
            throws SQLException, IOException {
        say("Taking events of Stripe");
        GatewayIntakeMeasure measure = new GatewayIntakeMeasure(books, application.baseUri(), load);
        double taken = measure.take(effort.intake());
        double written = measure.written(effort.intake());
        figures.section("Signed events of a tenant's account at Stripe, %d connections"
                .formatted(GatewayIntakeMeasure.CONNECTIONS));
        figures.row("INSERT of the same rows, a transaction each (baseline), a second", Figures.number(written));
        figures.add("intake_per_s", taken, "POST /webhooks/stripe/{tenant}, a second, aim 500");
        figures.add("intake_vs_insert", taken / written, "the one to the other");
    }

    /** Without: PostgreSQL drops the rows of the ledger as they come in, so what is saved is writing them. */
    private void post(Cluster cluster, TenantMaker maker, Load load, Effort effort) throws SQLException {
        double with = 0;
        double without = 0;
        for (int round = 0; round <= effort.rounds(); round++) {
            say("Billing %d subscriptions with the ledger and without", effort.due());
            double bare = seconds(cluster, maker, load, effort, false);
            double posted = seconds(cluster, maker, load, effort, true);
            if (round > 0) {
                with += posted;
                without += bare;
            }
        }
        figures.section(
                "%d subscriptions with usage billed, %d rounds by turns".formatted(effort.due(), effort.rounds()));
        figures.row("without rows of the ledger (baseline), s", Figures.number(without / effort.rounds()));
        figures.row("with them, s", Figures.number(with / effort.rounds()));
        figures.add("ledger_overhead", PERCENT * (with / without - 1), "what the ledger adds, %", 15);
    }

    private static double seconds(Cluster cluster, TenantMaker maker, Load load, Effort effort, boolean ledger)
            throws SQLException {
        BillingBooks books = new BillingBooks(cluster, tenant(maker), load);
        books.catalog();
        if (!ledger) {
            books.dropRows("transfers");
        }
        books.metered(effort.due(), USAGE);
        double seconds = BillingMeasure.bill(books, effort.due()).seconds();
        if (ledger == (books.count("SELECT count(*) FROM transfers") == 0)) {
            throw new IllegalStateException("The ledger is not as it was asked for");
        }
        return seconds;
    }

    private static void say(String what, Object... values) {
        System.out.println("  " + what.formatted(values) + " ...");
    }
}
