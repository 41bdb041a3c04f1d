package dev.countinghouse.bench;

import dev.countinghouse.launcher.ExitCode;
import dev.countinghouse.launcher.LauncherException;
import dev.countinghouse.tenancy.TenantLimits;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a tenant costs, at many of them. */
@Command(
        name = "bench tenants",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes tenants on servers of its own and measures: making one, requests at random tenants against one"
                        + " tenant, due work, memory, disk, migrations, a noisy neighbour. The last line is JSON.")
public final class TenantsBench implements Callable<Integer> {

    private static final int MIGRATED = 2000;
    private static final int UNLIMITED = 1_000_000;
    private static final int CUSTOMERS = 20;
    private static final int CUSTOMERS_OF_THE_ABUSER = 500;

    @Option(
            names = "--tenants",
            paramLabel = "N",
            description = "How many tenants to make (default: 500; with --quick: 120). Without --quick, up to 2,000 are"
                    + " made before the migrations are measured.")
    private @Nullable Integer tenants;

    @Option(names = "--quick", description = "In less than two minutes: fewer tenants, shorter rounds.")
    private boolean quick;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Folder for the servers' data, emptied before and after (default: bench/target/tenants).")
    private @Nullable Path data;

    private final Path root =
            Path.of(System.getProperty("countinghouse.root", "")).toAbsolutePath();
    private final Figures figures = new Figures("tenants");

    private TenantsBench() {}

    /** How much is measured. */
    private record Effort(int tenants, int samples, int rounds, Duration round) {

        private static final Effort QUICK = new Effort(120, 10, 2, Duration.ofSeconds(3));
        private static final Effort FULL = new Effort(500, 30, 6, Duration.ofSeconds(10));

        int fewest() {
            return 4 * samples;
        }
    }

    /** Ends the process: 0 when everything was measured, whatever came out of it. */
    public static void main(String[] args) {
        CommandLine commandLine = new CommandLine(new TenantsBench());
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof LauncherException)) {
                exception.printStackTrace(command.getErr());
            }
            command.getErr().println("bench tenants: " + exception.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(args));
    }

    @Override
    public Integer call() throws SQLException {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        int count = tenants != null ? tenants : effort.tenants;
        if (count < effort.fewest()) {
            throw new LauncherException(ExitCode.USAGE, "--tenants must be at least " + effort.fewest());
        }
        Path folder = data != null ? data : root.resolve("bench/target/tenants");
        try (BenchServers servers = BenchServers.in(root, folder);
                Cluster large = servers.large();
                TenantMaker maker = new TenantMaker(large)) {
            new Run(servers, large, maker, effort).to(count);
        }
        System.out.println(figures.table());
        System.out.println(figures.json());
        return 0;
    }

    /** One run, on running servers. */
    private final class Run {

        private final BenchServers servers;
        private final Cluster large;
        private final TenantMaker maker;
        private final Effort effort;
        private final CreationMeasure creation;

        Run(BenchServers servers, Cluster large, TenantMaker maker, Effort effort) {
            this.servers = servers;
            this.large = large;
            this.maker = maker;
            this.effort = effort;
            this.creation = new CreationMeasure(maker, effort.samples, figures);
        }

        void to(int count) throws SQLException {
            CatalogMeasure catalog = new CatalogMeasure(large, figures);
            double empty = catalog.databaseKib();
            say("Making %d tenants", count);
            creation.first();
            more(count / 2);
            more(count);
            creation.cold();
            catalog.run(maker.made().getLast(), empty, maker.count());
            new MemoryMeasure(large, figures).run(maker.made());
            requests();
            if (!quick && maker.count() < MIGRATED) {
                say("Making %d tenants", MIGRATED - maker.count());
                figures.section("Making a tenant, more of them");
                more(MIGRATED);
            }
            say("Migrating %d tenants", maker.count());
            new MigrationMeasure(large.owner(), root.resolve("bench/target/changelog"), figures).run(maker.count());
        }

        private void more(int count) throws SQLException {
            try (Cluster small = servers.small();
                    TenantMaker few = new TenantMaker(small)) {
                few.makeUpTo(CreationMeasure.FEW);
                creation.upTo(count, few);
            }
        }

        private void requests() throws SQLException {
            DueWorkMeasure dueWork = new DueWorkMeasure(effort.round, figures);
            double few = quick ? 0 : idleAmongFew(dueWork);
            List<Books.Account> accounts = open(maker.made());
            say("Starting the application");
            try (BenchServers.Application application = servers.application(large);
                    Load load = new Load(application.baseUri())) {
                double idle = dueWork.blocksPerSecond(large);
                if (quick) {
                    dueWork.tell(idle, maker.count());
                } else {
                    dueWork.tell(idle, maker.count(), few, CreationMeasure.FEW);
                }
                say("Asking %d tenants", accounts.size());
                maker.registered(new RegistrationMeasure(load, figures).run());
                large.requestsPerMinute(UNLIMITED);
                new RequestMeasure(load, accounts, effort.rounds, effort.round, figures).run();
                large.requestsPerMinute(TenantLimits.DEFAULT.requestsPerMinute());
                say("Flooding");
                new NeighbourMeasure(load, accounts, effort.round, figures).run(effort.rounds);
            }
        }

        private double idleAmongFew(DueWorkMeasure dueWork) throws SQLException {
            say("Starting the application with %d tenants", CreationMeasure.FEW);
            try (Cluster small = servers.small();
                    TenantMaker few = new TenantMaker(small)) {
                few.makeUpTo(CreationMeasure.FEW);
                try (BenchServers.Application _ = servers.application(small)) {
                    return dueWork.blocksPerSecond(small);
                }
            }
        }

        private List<Books.Account> open(List<BenchTenant> made) throws SQLException {
            List<Books.Account> accounts = new ArrayList<>();
            try (Books books = new Books(large)) {
                for (BenchTenant tenant : made) {
                    boolean abuser = accounts.size() == made.size() - 1;
                    accounts.add(books.open(tenant, abuser ? CUSTOMERS_OF_THE_ABUSER : CUSTOMERS));
                }
            }
            return accounts;
        }
    }

    private static void say(String what, Object... values) {
        System.out.println("  " + what.formatted(values) + " ...");
    }
}
