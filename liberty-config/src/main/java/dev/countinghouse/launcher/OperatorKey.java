package dev.countinghouse.launcher;

import dev.countinghouse.migrations.OperatorKeys;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes operators' keys with the owner's login of the database, whether the application runs or not. */
@Command(
        name = "operator-key",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes, lists or revokes keys of the platform's operators. A key opens the platform's operations"
                    + " (tenants' life, jobs, tiers) and no tenant's books.",
            "PostgreSQL must be running: that of ./countinghouse up, or the one of DATABASE_URL. With CH_DB_OWNER_PASSWORD"
                    + " in the environment, CH_DB_HOST, CH_DB_PORT and CH_DB_NAME say where, and no data folder is needed."
        })
final class OperatorKey implements Callable<Integer> {

    @Mixin
    private ServerOptions options = new ServerOptions();

    @ArgGroup(multiplicity = "1")
    private Wish wish = new Wish();

    @Spec
    private @Nullable CommandSpec spec;

    /** One of the three things to do. */
    static final class Wish {
        @Option(
                names = "--name",
                paramLabel = "NAME",
                description = "Make a key for whom or what NAME says. It is printed once and kept nowhere.")
        private @Nullable String name;

        @Option(
                names = "--revoke",
                paramLabel = "KEY-ID",
                description = "Refuse a key from now on; KEY-ID is the 8 characters after ch_ops_.")
        private @Nullable String revoke;

        @Option(names = "--list", description = "List the keys.")
        private boolean list;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        DatabaseAddress address = RunningDatabase.address(options, System.getenv());
        try (Connection owner = DriverManager.getConnection(address.ownerUrl())) {
            return run(owner, out).status();
        } catch (SQLException e) {
            throw new LauncherException(
                    ExitCode.FAILED, "The database %s refused: %s".formatted(address, e.getMessage()), e);
        }
    }

    private ExitCode run(Connection owner, PrintWriter out) throws SQLException {
        if (wish.name != null) {
            make(owner, wish.name, out);
        } else if (wish.revoke != null) {
            if (!OperatorKeys.revoke(owner, wish.revoke)) {
                throw new LauncherException(ExitCode.FAILED, "There is no key %s to revoke".formatted(wish.revoke));
            }
            out.println(wish.revoke + " is revoked");
        } else {
            for (OperatorKeys.Stored key : OperatorKeys.list(owner)) {
                out.printf(
                        "%s  %-30s  made %s  %s%n",
                        key.keyId(),
                        key.name(),
                        key.createdAt(),
                        key.revokedAt() != null ? "revoked " + key.revokedAt() : "last used " + used(key));
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void make(Connection owner, String name, PrintWriter out) throws SQLException {
        if (name.isBlank() || name.length() > 200) {
            throw new LauncherException(ExitCode.USAGE, "--name must be 1 to 200 characters");
        }
        String key = OperatorKeys.mint();
        OperatorKeys.add(owner, name, key);
        out.println(key);
    }

    private static String used(OperatorKeys.Stored key) {
        return key.lastUsedAt() == null ? "never" : key.lastUsedAt().toString();
    }
}
