package dev.countinghouse.launcher;

import dev.countinghouse.migrations.MigrationOptions;
import dev.countinghouse.migrations.MigrationPlan;
import dev.countinghouse.migrations.MigrationStatus;
import dev.countinghouse.migrations.Migrations;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Migrates without starting the application; or looks at a migration, or asks one to pause. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes roles and database where they are missing, migrates the shared tables, then the canary tenants, then all"
                    + " others in waves, and ends.",
            "A tenant that fails is set aside and tried again by the next run; a canary that fails stops the run. What was"
                    + " killed is gone on with."
        })
final class Migrate implements Callable<Integer> {

    private static final MigrationOptions DEFAULTS = MigrationOptions.defaults();

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(
            names = "--canary",
            paramLabel = "SLUG,...",
            split = ",",
            description =
                    "Tenants to migrate before all others (default: of each version the smallest, a sandbox if there is one).")
    private String[] canaries = {};

    @Option(names = "--wave-size", paramLabel = "N", description = "Tenants in a wave (default: 200).")
    private int waveSize = DEFAULTS.waveSize();

    @Option(names = "--workers", paramLabel = "N", description = "Tenants migrated at a time (default: 2).")
    private int workers = DEFAULTS.workers();

    @Option(
            names = "--max-failures",
            paramLabel = "N",
            description = "Stop when more tenants than this have failed (default: 10).")
    private int maxFailures = DEFAULTS.maxFailures();

    @ArgGroup
    private Mode mode = new Mode();

    private final RunningServers servers = new RunningServers();
    private final Progress progress = new Progress(System.out);

    /** What to do instead of migrating everything. */
    static final class Mode {
        @Option(names = "--plan", description = "Print what would be done, and change nothing.")
        private boolean plan;

        @Option(names = "--status", description = "Print the last migration with each of its tenants.")
        private boolean status;

        @Option(names = "--pause", description = "Ask the running migration to pause after the tenants it has in hand.")
        private boolean pause;

        @Option(names = "--resume", description = "Go on with a paused migration.")
        private boolean resume;

        @Option(names = "--retry", description = "Migrate only the tenants that the last migration set aside.")
        private boolean retry;
    }

    @Override
    public Integer call() {
        MigrationOptions wanted = wanted();
        if (mode.pause) {
            return pause(RunningDatabase.address(options, System.getenv())).status();
        }
        if (mode.plan || mode.status) {
            return look(wanted).status();
        }
        return withServer(startup -> migrate(startup, wanted)).status();
    }

    private MigrationOptions wanted() {
        try {
            return DEFAULTS.withCanaries(Arrays.asList(canaries))
                    .withWaveSize(waveSize)
                    .withWorkers(workers)
                    .withMaxFailures(maxFailures)
                    .withResume(mode.resume)
                    .withRetryOnly(mode.retry);
        } catch (IllegalArgumentException e) {
            throw new LauncherException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private ExitCode migrate(Startup startup, MigrationOptions wanted) {
        Database database = startup.postgres(options.dbPort(), options.dbName());
        Migrations.Report report = startup.migrate(database, wanted, line -> progress.note("", line));
        return switch (report.state()) {
            case DONE -> report.succeeded() ? ExitCode.OK : ExitCode.MIGRATION;
            case PAUSED -> {
                progress.note("", "paused; ./countinghouse migrate --resume goes on");
                yield ExitCode.PAUSED;
            }
            case FAILED -> throw new LauncherException(ExitCode.MIGRATION, report.stopped());
        };
    }

    private ExitCode pause(DatabaseAddress address) {
        try {
            boolean asked = Migrations.requestPause(address.owners());
            progress.print(asked ? "Asked to pause" : "No migration is running");
            return asked ? ExitCode.OK : ExitCode.FAILED;
        } catch (SQLException e) {
            throw refused(address, e);
        }
    }

    /** On the database that runs; else on the folder's own, which is started for it. */
    private ExitCode look(MigrationOptions wanted) {
        if (Files.isReadable(options.folder().secrets()) || System.getenv("CH_DB_OWNER_PASSWORD") != null) {
            DatabaseAddress address = RunningDatabase.address(options, System.getenv());
            if (answers(address)) {
                return look(address, wanted);
            }
        }
        return withServer(startup ->
                look(startup.postgres(options.dbPort(), options.dbName()).address(), wanted));
    }

    private static boolean answers(DatabaseAddress address) {
        try (Connection connection = address.owners().getConnection()) {
            return connection.isValid(0);
        } catch (SQLException e) {
            return false; // told when it is asked for something
        }
    }

    private ExitCode look(DatabaseAddress address, MigrationOptions wanted) {
        DataSource owners = address.owners();
        try {
            if (mode.plan) {
                print(new Migrations(owners, wanted, line -> {}).plan());
            } else {
                print(MigrationStatus.last(owners).orElse(null));
            }
            return ExitCode.OK;
        } catch (SQLException | IllegalArgumentException e) {
            throw refused(address, e);
        }
    }

    private void print(MigrationPlan plan) {
        progress.print("To schema version %s: %,d tenants to migrate, %,d up to date"
                .formatted(plan.version(), plan.due(), plan.upToDate()));
        for (MigrationPlan.Wave wave : plan.waves()) {
            List<MigrationPlan.Step> steps = wave.tenants();
            progress.print((wave.number() == 0 ? "Canaries" : "Wave " + wave.number())
                    + ": %,d tenants".formatted(steps.size()));
            steps.forEach(step -> progress.print("  %s from %s".formatted(step.slug(), step.fromVersion())));
        }
    }

    private void print(@Nullable MigrationStatus status) {
        if (status == null) {
            progress.print("No tenant was ever migrated");
            return;
        }
        progress.print("To schema version %s: %s%s, begun %s"
                .formatted(
                        status.toVersion(),
                        status.state(),
                        status.pauseRequested() ? ", asked to pause" : "",
                        status.startedAt()));
        progress.print("%,d migrated, %,d set aside, %,d pending"
                .formatted(status.count("migrated"), status.count("failed"), status.count("pending")));
        if (status.error() != null) {
            progress.print(status.error());
        }
        for (MigrationStatus.Tenant tenant : status.tenants()) {
            progress.print("  %-40s wave %-3d %-8s at %s%s"
                    .formatted(
                            tenant.slug(),
                            tenant.wave(),
                            tenant.state(),
                            tenant.version(),
                            tenant.error() == null ? "" : ": " + tenant.error()));
        }
    }

    private static LauncherException refused(DatabaseAddress address, Exception e) {
        return new LauncherException(
                ExitCode.MIGRATION, "The database %s refused: %s".formatted(address, e.getMessage()), e);
    }

    private interface Work {
        ExitCode with(Startup startup);
    }

    /** With the folder to itself and what an earlier launcher left running stopped. */
    private ExitCode withServer(Work work) {
        DataFolder folder = options.folder();
        folder.create();
        try (FolderLock _ = FolderLock.take(folder)) {
            LauncherLog.to(folder.logs().resolve("launcher.log"));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(servers::close));
            Startup.stopLeftovers(folder, progress);
            External external = External.in(System.getenv());
            if (external.database().isEmpty()) {
                Ports.requireFree(options.dbPort(), "PostgreSQL", "--db-port");
            }
            return work.with(new Startup(folder, external, servers, progress));
        } finally {
            servers.close();
        }
    }
}
