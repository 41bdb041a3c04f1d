package dev.countinghouse.bench;

import dev.countinghouse.launcher.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast invoices are written, signed up for and printed. */
@Command(
        name = "bench billing",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lets the timer bill subscriptions that are all due on one day, beside COPY and batched INSERT of the same rows;"
                        + " signs customers up for their first invoice; prints invoices. The last line is JSON.")
public final class BillingBench implements Callable<Integer> {

    private static final int UNLIMITED = 1_000_000;
    private static final int ROOM_MIB = 1_000_000;
    private static final int EVENTS = 5; // of each metric and subscription
    private static final int PDF_CONNECTIONS = 2;
    private static final String HEAP = "512m";
    private static final double MS = 1_000;

    @Option(
            names = "--quick",
            description = "In less than two minutes: fewer subscriptions, code that is not compiled yet.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder for the servers' data, emptied before and after (default: bench/target/billing).")
    private @Nullable Path data;

    private final Path root =
            Path.of(System.getProperty("countinghouse.root", "")).toAbsolutePath();
    private final Figures figures = new Figures("billing");

    private BillingBench() {}

    /**
     * How much is measured.
     *
     * @param warmUp subscriptions that are billed before anything is measured
     * @param due subscriptions of one run
     * @param few subscriptions of the small run
     * @param many subscriptions of the large run
     * @param events of the customer with many, of each of two metrics
     */
    private record Effort(int warmUp, int due, int few, int many, int events, int signUps, Duration printing) {

        private static final Effort QUICK = new Effort(2_000, 2_000, 1_000, 5_000, 20_000, 300, Duration.ofSeconds(3));
        private static final Effort FULL =
                new Effort(40_000, 10_000, 1_000, 100_000, 2_500_000, 4_000, Duration.ofSeconds(20));
    }

    /** Ends the process: 0 when everything was measured, whatever came out of it. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new BillingBench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof LauncherException)) {
                exception.printStackTrace(command.getErr());
            }
            command.getErr().println("bench billing: " + exception.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Path folder = data != null ? data : root.resolve("bench/target/billing");
        try (BenchServers servers = BenchServers.in(root, folder);
                Cluster cluster = servers.large();
                TenantMaker maker = new TenantMaker(cluster);
                BenchServers.Application application = servers.application(cluster, HEAP);
                Load load = new Load(application.baseUri())) {
            cluster.limit("requests_per_minute", UNLIMITED);
            cluster.limit("storage_mib", ROOM_MIB);
            new Rounds(cluster, maker, application, load, quick ? Effort.QUICK : Effort.FULL).run();
        }
        System.out.println(figures.table());
        System.out.println(figures.json());
        return 0;
    }

    /** The measurements, one after the other; each has a tenant of its own. */
    private final class Rounds {

        private final Cluster cluster;
        private final TenantMaker maker;
        private final BenchServers.Application application;
        private final Load load;
        private final Effort effort;

        Rounds(Cluster cluster, TenantMaker maker, BenchServers.Application application, Load load, Effort effort) {
            this.cluster = cluster;
            this.maker = maker;
            this.application = application;
            this.load = load;
            this.effort = effort;
        }

        void run() throws SQLException, IOException {
            warmUp();
            compare();
            growth();
            signUp();
        }

        private BillingBooks books() throws SQLException {
            maker.make();
            BillingBooks books = new BillingBooks(cluster, maker.made().getLast(), load);
            books.catalog();
            return books;
        }

        private BillingMeasure.Run metered(int subscriptions) throws SQLException {
            say("Billing %d subscriptions with usage", subscriptions);
            BillingBooks books = books();
            books.metered(subscriptions, EVENTS);
            return BillingMeasure.bill(books, subscriptions);
        }

        private void warmUp() throws SQLException {
            say("Warming up");
            for (int billed = 0; billed < effort.warmUp; billed += effort.due) {
                say("  %s invoices a second", Figures.number(metered(effort.due).perSecond()));
            }
        }

        private void compare() throws SQLException, IOException {
            BillingBooks flat = books();
            flat.flat(effort.due, effort.due);
            say("Billing %d monthly fees", effort.due);
            BillingMeasure.Run fees = BillingMeasure.bill(flat, effort.due);
            BillingBooks metered = books();
            metered.metered(effort.due, EVENTS);
            say("Billing %d subscriptions with usage", effort.due);
            BillingMeasure.Run usage = BillingMeasure.bill(metered, effort.due);
            say("COPY and INSERT of the same rows");
            double copy = baseline(metered).copy();
            double insert = baseline(metered).insert();
            figures.section("%d subscriptions that are due on one day: invoices a second".formatted(effort.due));
            figures.row("COPY of the same rows, one transaction (baseline)", Figures.number(copy));
            figures.row("INSERT in batches, 200 invoices a transaction (baseline)", Figures.number(insert));
            figures.add("invoices_per_s", fees.perSecond(), "a monthly fee with tax, aim 1500");
            figures.add(
                    "usage_invoices_per_s", usage.perSecond(), "a fee and two charges for usage with tax, aim 1500");
            figures.add("vs_batched_insert", usage.perSecond() / insert, "of that to INSERT, aim 0.35");
            figures.add("vs_copy", usage.perSecond() / copy, "of that to COPY");
            figures.add("rows_per_invoice", (double) usage.rows() / usage.invoices(), "rows written an invoice", 8);
            figures.add(
                    "tx_per_invoice",
                    (double) usage.transactions() / usage.invoices(),
                    "transactions of the server an invoice",
                    1);
            print(metered);
        }

        private WriteMeasure baseline(BillingBooks billed) throws SQLException {
            BillingBooks empty = books();
            empty.metered(effort.due, 1);
            return new WriteMeasure(cluster, billed, empty);
        }

        private void growth() throws SQLException, IOException {
            double few = metered(effort.few).secondsPerInvoice();
            double many;
            double peak;
            try (HeapWatch heap = HeapWatch.of(application.liberty().pid())) {
                many = metered(effort.many).secondsPerInvoice();
                peak = heap.peakMib();
            }
            figures.section("What an invoice costs");
            figures.row("one of %d, ms".formatted(effort.few), Figures.number(few * MS));
            figures.row("one of %d, ms".formatted(effort.many), Figures.number(many * MS));
            figures.add("growth_1k_100k", many / few, "the one to the other");
            figures.add("peak_heap_mib", peak, "most heap in use meanwhile, garbage too, of " + HEAP + ", MiB");
            BillingBooks one = books();
            one.flat(1, effort.due / 2);
            say("Billing a customer with %d subscriptions", effort.due / 2);
            figures.row(
                    "one of %d of one customer (a fee), ms".formatted(effort.due / 2),
                    Figures.number(BillingMeasure.bill(one, effort.due / 2).secondsPerInvoice() * MS));
            BillingBooks busy = books();
            busy.metered(1, effort.events);
            say("Billing a customer with %d events", 2 * effort.events);
            figures.row(
                    "that of a customer with %d events, ms".formatted(2 * effort.events),
                    Figures.number(BillingMeasure.bill(busy, 1).secondsPerInvoice() * MS));
        }

        private void signUp() throws SQLException {
            say("Signing up");
            SignUpMeasure signUp = new SignUpMeasure(load, books());
            signUp.signUps(effort.signUps / 2);
            figures.section("Through the API");
            figures.add(
                    "signup_first_invoice_per_s",
                    signUp.signUps(effort.signUps),
                    "customer, subscription and first invoice, 16 connections, a second, aim 200");
        }

        private void print(BillingBooks books) throws SQLException, IOException {
            say("Printing");
            List<byte[]> requests = new ArrayList<>();
            try (Connection owner = books.owner();
                    Statement statement = owner.createStatement();
                    ResultSet row = statement.executeQuery("SELECT id FROM invoices")) {
                while (row.next()) {
                    requests.add("GET /api/v1/invoices/%s/pdf HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n\r\n"
                            .formatted(row.getString(1), books.key())
                            .getBytes(StandardCharsets.US_ASCII));
                }
            }
            int[] next = new int[1];
            SocketLoad.Seen seen = new SocketLoad(application.baseUri())
                    .run(
                            PDF_CONNECTIONS,
                            effort.printing,
                            effort.printing,
                            () -> requests.get(next[0]++ % requests.size()));
            if (seen.success() < 100) {
                throw new IllegalStateException("Answers by status: " + seen.statuses());
            }
            figures.add("pdf_per_s", seen.perSecond(), "GET an invoice's PDF, 2 connections, a second, aim 20");
        }
    }

    private static void say(String what, Object... values) {
        System.out.println("  " + what.formatted(values) + " ...");
    }
}
