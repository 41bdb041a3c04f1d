package dev.countinghouse.bench;

import dev.countinghouse.launcher.LauncherException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast usage comes in, is rolled up, read and rated. */
@Command(
        name = "bench metering",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Sends usage events in batches, as one stream and one by one, beside COPY and INSERT into the same table by"
                        + " turns; rolls them up, reads current usage, and rates lines in memory. The last line is JSON.")
public final class MeteringBench implements Callable<Integer> {

    private static final int BATCH = 1_000;
    private static final int UNLIMITED = 1_000_000;
    private static final int ROOM_MIB = 1_000_000;
    private static final int BUSY_CUSTOMER = 1;
    private static final double MOST_OF_A_TURN = 0.4;

    @Option(names = "--quick", description = "In less than two minutes: fewer events, shorter rounds.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder for the servers' data, emptied before and after (default: bench/target/metering).")
    private @Nullable Path data;

    private final Path root =
            Path.of(System.getProperty("countinghouse.root", "")).toAbsolutePath();
    private final Figures figures = new Figures("metering");

    private MeteringBench() {}

    /**
     * How much is measured.
     *
     * @param rows of one COPY, INSERT or import
     * @param many rows that are in the table when the cost of an event is measured again
     * @param rolledUp events that are rolled up, and events of one customer whose usage is read
     */
    private record Effort(int rounds, int rows, int few, int many, int rolledUp, Duration warmUp, Duration measured) {

        private static final Effort QUICK =
                new Effort(1, 30_000, 50_000, 250_000, 100_000, Duration.ofSeconds(4), Duration.ofSeconds(3));
        private static final Effort FULL =
                new Effort(3, 200_000, 100_000, 5_000_000, 1_000_000, Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    /** Ends the process: 0 when everything was measured, whatever came out of it. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new MeteringBench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof LauncherException)) {
                exception.printStackTrace(command.getErr());
            }
            command.getErr().println("bench metering: " + exception.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws SQLException, IOException {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        say("Rating in memory");
        double rated = RatingBenchmark.linesPerSecond(quick ? 2 : 10);
        Path folder = data != null ? data : root.resolve("bench/target/metering");
        try (BenchServers servers = BenchServers.in(root, folder);
                Cluster cluster = servers.large();
                TenantMaker maker = new TenantMaker(cluster);
                BenchServers.Application application = servers.application(cluster)) {
            maker.makeUpTo(4);
            cluster.limit("requests_per_minute", UNLIMITED);
            cluster.limit("storage_mib", ROOM_MIB);
            measure(cluster, maker, application, effort);
        }
        figures.section("Rating in memory, one thread (JMH)");
        figures.add("rating_lines_per_s", rated, "lines a second, aim 1000000");
        System.out.println(figures.table());
        System.out.println(figures.json());
        return 0;
    }

    private void measure(Cluster cluster, TenantMaker maker, BenchServers.Application application, Effort effort)
            throws SQLException, IOException {
        UsageRows rows = new UsageRows();
        UsageBooks alone = new UsageBooks(cluster, maker.made().get(0));
        UsageBooks served = new UsageBooks(cluster, maker.made().get(1));
        TableMeasure table = new TableMeasure(alone, rows);
        IntakeMeasure intake = intake(cluster, served, application, rows);
        say("Warming up");
        intake.warmUp(effort.warmUp);
        table.insert(effort.rows / 4, BATCH);
        compare(table, intake, effort);
        growth(cluster, maker.made().get(2), application, rows, effort);
        rollUp(cluster, maker.made().get(3), application, rows, effort);
    }

    private static IntakeMeasure intake(
            Cluster cluster, UsageBooks books, BenchServers.Application application, UsageRows rows)
            throws SQLException {
        return new IntakeMeasure(application.baseUri(), key(cluster, books), rows);
    }

    private static String key(Cluster cluster, UsageBooks books) throws SQLException {
        try (Books keys = new Books(cluster)) {
            return keys.open(books.tenant(), 0).key();
        }
    }

    private void compare(TableMeasure table, IntakeMeasure intake, Effort effort) throws SQLException, IOException {
        double copy = 0;
        double insert = 0;
        double batches = 0;
        double stream = 0;
        double singles = 0;
        for (int round = 1; round <= effort.rounds; round++) { // by turns
            say("Round %d of %d: COPY, INSERT, batches, import, single events", round, effort.rounds);
            copy += table.copy(effort.rows);
            insert += table.insert(effort.rows, BATCH);
            batches += intake.batches(Duration.ofSeconds(1), effort.measured);
            stream += intake.stream(effort.rows);
            singles += intake.singles(Duration.ofSeconds(1), effort.measured);
        }
        figures.section("Events a second, mean of the rounds");
        row("COPY of all, one transaction (baseline)", copy / effort.rounds);
        row("INSERT of 1,000 ON CONFLICT, a transaction each (baseline)", insert / effort.rounds);
        figures.add("batch_events_per_s", batches / effort.rounds, "POST /usage/batch, 4 connections, aim 100000");
        figures.add("batch_vs_insert", batches / insert, "of the INSERT baseline, aim 0.4");
        row("POST /usage/import, one stream", stream / effort.rounds);
        figures.add("import_vs_copy", stream / copy, "of the COPY baseline, aim 0.6");
        figures.add("single_rps", singles / effort.rounds, "POST /usage, 16 connections, aim 3000");
    }

    private void growth(
            Cluster cluster, BenchTenant tenant, BenchServers.Application application, UsageRows rows, Effort effort)
            throws SQLException, IOException {
        UsageBooks books = new UsageBooks(cluster, tenant);
        IntakeMeasure intake = intake(cluster, books, application, rows);
        RollUpMeasure table = new RollUpMeasure(books);
        say("Batches with %d events there", effort.few);
        table.fill(effort.few, rows::next);
        double few = intake.batches(Duration.ofSeconds(2), effort.measured);
        say("Batches with %d events there", effort.many);
        table.fill(effort.many - effort.few, rows::next);
        double many = intake.batches(Duration.ofSeconds(2), effort.measured);
        figures.section("The cost of an event while the table grows");
        row("events a second, %d there".formatted(effort.few), few);
        row("events a second, %d there".formatted(effort.many), many);
        figures.add(
                "growth_100k_5m", few / many, "cost with %d there to cost with %d".formatted(effort.many, effort.few));
    }

    private void rollUp(
            Cluster cluster, BenchTenant tenant, BenchServers.Application application, UsageRows rows, Effort effort)
            throws SQLException, IOException {
        UsageBooks books = new UsageBooks(cluster, tenant);
        RollUpMeasure measure = new RollUpMeasure(books);
        say("Rolling up %d events of %d customers", effort.rolledUp, UsageRows.CUSTOMERS);
        measure.fill((int) (effort.rolledUp * MOST_OF_A_TURN), rows::next);
        measure.rollUp(); // its code is compiled then
        measure.fill((int) (effort.rolledUp * (1 - MOST_OF_A_TURN)), rows::next);
        figures.section("Roll-up and current usage");
        figures.add("aggregate_events_per_s", measure.rollUp(), "events a second, aim 300000");
        CurrentUsageMeasure current = new CurrentUsageMeasure(application.baseUri(), key(cluster, books));
        current.subscribe(books.customer(BUSY_CUSTOMER));
        say("Reading the usage of a customer with %d events", effort.rolledUp);
        measure.fill(effort.rolledUp, () -> rows.next(BUSY_CUSTOMER));
        measure.rollUp();
        SocketLoad.Seen seen = current.read(books.customer(BUSY_CUSTOMER), effort.measured);
        figures.add(
                "current_usage_p95_ms",
                seen.took().p95(),
                "p95, current usage of a customer with %d events, ms".formatted(effort.rolledUp),
                20);
    }

    private void row(String what, double perSecond) {
        figures.row(what, Figures.number(perSecond));
    }

    private static void say(String what, Object... values) {
        System.out.println("  " + what.formatted(values) + " ...");
    }
}
