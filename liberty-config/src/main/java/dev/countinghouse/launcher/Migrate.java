package dev.countinghouse.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Migrates without starting the application. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Makes roles and database where they are missing, migrates the shared tables and all tenants, and ends.")
final class Migrate implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    private final RunningServers servers = new RunningServers();
    private final Progress progress = new Progress(System.out);

    @Override
    public Integer call() {
        DataFolder folder = options.folder();
        folder.create();
        try (FolderLock _ = FolderLock.take(folder)) {
            LauncherLog.to(folder.logs().resolve("launcher.log"));
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(servers::close));
            Startup.stopLeftovers(folder, progress);
            External external = External.in(System.getenv());
            Startup startup = new Startup(folder, external, servers, progress);
            if (external.database().isEmpty()) {
                Ports.requireFree(options.dbPort(), "PostgreSQL", "--db-port");
            }
            startup.migrate(startup.postgres(options.dbPort(), options.dbName()));
            return ExitCode.OK.status();
        } finally {
            servers.close();
        }
    }
}
