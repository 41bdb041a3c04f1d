package dev.countinghouse.migrations;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The migrator as a command: makes roles and database if they are missing, then migrates everything.
 *
 * <p>Ends with 0 when every tenant has this program's version, 1 when one has not or the database refused, 2 when it was
 * called wrongly, 3 when the migration is paused.
 */
public final class Main {

    private static final String USAGE = """
            usage: migrations --admin-url URL --database NAME [--owner-password P] [--app-password P] [WHAT] [HOW]
              --admin-url       JDBC URL with user and password of an administrator   (else CH_DB_ADMIN_URL)
              --database        the product's database                                (else CH_DB_NAME)
              --owner-password  for ch_owner; better from the environment             (CH_DB_OWNER_PASSWORD)
              --app-password    for ch_app; better from the environment               (CH_DB_APP_PASSWORD)
            what to do, instead of migrating everything:
              --plan            print what would be done, and change nothing
              --status          print the last migration with each of its tenants
              --pause           ask the running migration to pause after the tenants it has in hand
              --resume          go on with a paused migration
              --retry           migrate only the tenants that the last migration set aside
            how to migrate:
              --canary A,B      tenants to migrate before all others
              --workers N       tenants at a time (2)
              --wave-size N     tenants in a wave (200)
              --max-failures N  stop when more tenants than this have failed (10)""";

    private static final Set<String> NAMES = Set.of(
            "--admin-url",
            "--database",
            "--owner-password",
            "--app-password",
            "--canary",
            "--workers",
            "--wave-size",
            "--max-failures");
    private static final Set<String> MODES = Set.of("--plan", "--status", "--pause", "--resume", "--retry");

    private static final int PAUSED = 3;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.getenv()));
    }

    static int run(List<String> args, Map<String, String> environment) {
        if (args.contains("--help")) {
            System.out.println(USAGE);
            return 0;
        }
        try {
            return run(Options.parse(args, environment));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            return 2;
        } catch (SQLException | IllegalArgumentException e) {
            System.err.println("Not migrated: " + e.getMessage());
            return 1;
        }
    }

    private static int run(Options options) throws SQLException {
        ClusterBootstrap bootstrap =
                new ClusterBootstrap(options.adminUrl, options.database, options.ownerPassword, options.appPassword);
        return switch (options.mode) {
            case "--plan" -> print(new Migrations(bootstrap.ownerDataSource(), options.migration, line -> {}).plan());
            case "--status" -> print(MigrationStatus.last(bootstrap.ownerDataSource()));
            case "--pause" -> pause(bootstrap);
            default -> print(new Migrations(bootstrap.run(), options.migration, System.out::println).run());
        };
    }

    private static int pause(ClusterBootstrap bootstrap) throws SQLException {
        boolean asked = Migrations.requestPause(bootstrap.ownerDataSource());
        System.out.println(asked ? "Asked to pause" : "No migration is running");
        return asked ? 0 : 1;
    }

    private static int print(MigrationPlan plan) {
        System.out.printf(
                "Schema version %s: %d tenants to migrate, %d up to date%n",
                plan.version(), plan.due(), plan.upToDate());
        for (MigrationPlan.Wave wave : plan.waves()) {
            wave.tenants()
                    .forEach(step ->
                            System.out.printf("wave %d: %s from %s%n", wave.number(), step.slug(), step.fromVersion()));
        }
        return 0;
    }

    private static int print(Optional<MigrationStatus> last) {
        last.ifPresentOrElse(
                status -> {
                    System.out.printf("Schema version %s: %s%n", status.toVersion(), status.state());
                    status.tenants()
                            .forEach(tenant -> System.out.printf(
                                    "wave %d: %s is %s at %s%s%n",
                                    tenant.wave(),
                                    tenant.slug(),
                                    tenant.state(),
                                    tenant.version(),
                                    tenant.error() == null ? "" : ": " + tenant.error()));
                },
                () -> System.out.println("No tenant was ever migrated"));
        return 0;
    }

    private static int print(Migrations.Report report) {
        System.out.printf(
                "Schema version %s: %d tenants migrated, %d were up to date, %d set aside, %d left as they were%n",
                report.schemaVersion(),
                report.migrated().size(),
                report.upToDate(),
                report.failed().size(),
                report.pending());
        report.failed().forEach((schema, reason) -> System.err.println(schema + ": " + reason));
        if (!report.stopped().isEmpty()) {
            System.err.println(report.stopped());
        }
        return report.state() == Migrations.State.PAUSED ? PAUSED : report.succeeded() ? 0 : 1;
    }

    /** What the command was told, on its line or else by its environment. */
    record Options(
            String adminUrl,
            String database,
            String ownerPassword,
            String appPassword,
            String mode,
            MigrationOptions migration) {

        static Options parse(List<String> args, Map<String, String> environment) {
            Map<String, String> given = new HashMap<>();
            String mode = "";
            for (int i = 0; i < args.size(); i++) {
                String name = args.get(i);
                if (MODES.contains(name)) {
                    if (!mode.isEmpty()) {
                        throw new UsageException(name + " and " + mode + " exclude each other");
                    }
                    mode = name;
                } else if (!NAMES.contains(name)) {
                    throw new UsageException("Unknown option " + name);
                } else if (i + 1 == args.size()) {
                    throw new UsageException(name + " needs a value");
                } else {
                    given.put(name, args.get(++i));
                }
            }
            return new Options(
                    value(given, "--admin-url", environment, "CH_DB_ADMIN_URL"),
                    value(given, "--database", environment, "CH_DB_NAME"),
                    value(given, "--owner-password", environment, "CH_DB_OWNER_PASSWORD"),
                    value(given, "--app-password", environment, "CH_DB_APP_PASSWORD"),
                    mode,
                    migration(given).withResume(mode.equals("--resume")).withRetryOnly(mode.equals("--retry")));
        }

        private static MigrationOptions migration(Map<String, String> given) {
            MigrationOptions options = MigrationOptions.defaults();
            String canaries = given.getOrDefault("--canary", "");
            try {
                return options.withCanaries(canaries.isEmpty() ? List.of() : List.of(canaries.split(",", -1)))
                        .withWorkers(number(given, "--workers", options.workers()))
                        .withWaveSize(number(given, "--wave-size", options.waveSize()))
                        .withMaxFailures(number(given, "--max-failures", options.maxFailures()));
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }

        private static int number(Map<String, String> given, String name, int otherwise) {
            try {
                return Integer.parseInt(given.getOrDefault(name, String.valueOf(otherwise)));
            } catch (NumberFormatException e) {
                throw new UsageException(name + " needs a number");
            }
        }

        private static String value(
                Map<String, String> given, String name, Map<String, String> environment, String variable) {
            String value = given.getOrDefault(name, environment.getOrDefault(variable, ""));
            if (value.isBlank()) {
                throw new UsageException("Missing: " + name + " or " + variable);
            }
            return value;
        }

        @Override
        public String toString() {
            return "Options[" + database + "]"; // the rest holds passwords
        }
    }

    /** The command was called wrongly; the message says how. */
    static final class UsageException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
