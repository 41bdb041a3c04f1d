package dev.countinghouse.launcher;

import dev.countinghouse.launcher.client.ClientException;
import dev.countinghouse.launcher.operator.JobCommand;
import dev.countinghouse.launcher.operator.SigningKeysCommand;
import dev.countinghouse.launcher.operator.TenantCommand;
import dev.countinghouse.launcher.operator.VerifyCommand;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program behind {@code ./countinghouse}: picks the command, turns what goes wrong into one message and an exit status. */
@Command(
        name = "countinghouse",
        description = "Runs Countinghouse with its own PostgreSQL and Redis, or with yours.",
        versionProvider = Launcher.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            Up.class,
            Migrate.class,
            OperatorKey.class,
            TenantCommand.class,
            JobCommand.class,
            VerifyCommand.class,
            SigningKeysCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
public final class Launcher {
    private Launcher() {}

    /** Ends the process with a status of {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Launcher());
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler((exception, arguments) -> {
            PrintWriter err = exception.getCommandLine().getErr();
            err.println("countinghouse: " + exception.getMessage());
            err.println("--help shows what there is.");
            return ExitCode.USAGE.status();
        });
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> failed(exception, command.getErr()));
        String exits = Arrays.stream(ExitCode.values())
                .map(code -> "  %d  %s%n".formatted(code.status(), code.meaning()))
                .collect(Collectors.joining());
        commandLine
                .getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec()
                        .usageMessage()
                        .footer("%nExit status:%n" + exits + "%n" + ServerOptions.ENVIRONMENT));
        return commandLine;
    }

    private static int failed(Exception exception, PrintWriter err) {
        if (exception instanceof LauncherException known) {
            err.println("\ncountinghouse: " + known.getMessage());
            return known.exitCode().status();
        }
        if (exception instanceof ClientException refused) {
            err.println("\ncountinghouse: " + refused.getMessage());
            return ExitCode.REFUSED.status();
        }
        err.println("\ncountinghouse: unexpected: " + exception);
        exception.printStackTrace(err);
        return ExitCode.FAILED.status();
    }

    /** The version the build stamped. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Countinghouse " + Installation.stamp("version"),
                "Open Liberty " + Installation.stamp("liberty.version") + ", PostgreSQL "
                        + Installation.stamp("postgresql.version") + ", Java " + Runtime.version()
            };
        }
    }
}
