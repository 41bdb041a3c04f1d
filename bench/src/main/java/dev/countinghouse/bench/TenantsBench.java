package dev.countinghouse.bench;

import dev.countinghouse.launcher.LauncherException;
import dev.countinghouse.launcher.LibertyServer;
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

    private static final int QUICK_TENANTS = 120;
    private static final int TENANTS = 500;
    private static final int QUICK_SAMPLES = 10;
    private static final int SAMPLES = 30;
    private static final int CUSTOMERS = 20;

    @Option(
            names = "--tenants",
            paramLabel = "N",
            description = "How many tenants to make (default: 500; with --quick: 120).")
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
        int count = tenants != null ? tenants : quick ? QUICK_TENANTS : TENANTS;
        int samples = quick ? QUICK_SAMPLES : SAMPLES;
        if (count < 4 * samples) {
            throw new IllegalArgumentException("--tenants must be at least " + 4 * samples);
        }
        Path folder = data != null ? data : root.resolve("bench/target/tenants");
        try (BenchServers servers = BenchServers.in(root, folder);
                Cluster large = servers.large();
                TenantMaker maker = new TenantMaker(large)) {
            CatalogMeasure catalog = new CatalogMeasure(large, figures);
            double empty = catalog.databaseKib();
            say("Making %d tenants", count);
            new CreationMeasure(servers, maker, samples, figures).run(count);
            catalog.run(maker.made().getLast(), empty, maker.count());
            new MemoryMeasure(large, figures).run(maker.made());
            requests(servers, large, maker.made());
        }
        System.out.println(figures.table());
        System.out.println(figures.json());
        return 0;
    }

    private void requests(BenchServers servers, Cluster large, List<BenchTenant> made) throws SQLException {
        List<Books.Account> accounts = new ArrayList<>();
        try (Books books = new Books(large, CUSTOMERS)) {
            for (BenchTenant tenant : made) {
                accounts.add(books.open(tenant));
            }
        }
        say("Starting the application");
        LibertyServer application = servers.application(large);
        try (Load load = new Load(application.baseUri())) {
            say("Asking %d tenants", accounts.size());
            new RequestMeasure(load, accounts, quick ? 3 : 6, Duration.ofSeconds(quick ? 3 : 10), figures).run();
        }
    }

    private static void say(String what, Object... values) {
        System.out.println("  " + what.formatted(values) + " ...");
    }
}
