package dev.countinghouse.migrations;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The migrator as a command: makes roles and database if they are missing, then migrates everything.
 *
 * <p>Ends with 0 when every tenant has this program's version, 1 when one has not or the database refused, 2 when it was
 * called wrongly.
 */
public final class Main {

    private static final String USAGE = """
            usage: migrations --admin-url URL --database NAME [--owner-password P] [--app-password P]
              --admin-url       JDBC URL with user and password of an administrator   (else CH_DB_ADMIN_URL)
              --database        the product's database                                (else CH_DB_NAME)
              --owner-password  for ch_owner; better from the environment             (CH_DB_OWNER_PASSWORD)
              --app-password    for ch_app; better from the environment               (CH_DB_APP_PASSWORD)""";

    private static final Set<String> NAMES = Set.of("--admin-url", "--database", "--owner-password", "--app-password");

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
            return migrate(Options.parse(args, environment));
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            return 2;
        } catch (SQLException | IllegalArgumentException e) {
            System.err.println("Not migrated: " + e.getMessage());
            return 1;
        }
    }

    private static int migrate(Options options) throws SQLException {
        ClusterBootstrap bootstrap =
                new ClusterBootstrap(options.adminUrl, options.database, options.ownerPassword, options.appPassword);
        Migrations.Report report = new Migrations(bootstrap.run()).run();
        System.out.printf(
                "Schema version %s: %d tenants migrated, %d were up to date, %d failed%n",
                report.schemaVersion(),
                report.migrated().size(),
                report.upToDate(),
                report.failed().size());
        report.failed().forEach((schema, reason) -> System.err.println(schema + ": " + reason));
        return report.succeeded() ? 0 : 1;
    }

    /** What the command was told, on its line or else by its environment. */
    record Options(String adminUrl, String database, String ownerPassword, String appPassword) {

        static Options parse(List<String> args, Map<String, String> environment) {
            Map<String, String> given = new HashMap<>();
            for (int i = 0; i < args.size(); i += 2) {
                if (!NAMES.contains(args.get(i))) {
                    throw new UsageException("Unknown option " + args.get(i));
                }
                if (i + 1 == args.size()) {
                    throw new UsageException(args.get(i) + " needs a value");
                }
                given.put(args.get(i), args.get(i + 1));
            }
            return new Options(
                    value(given, "--admin-url", environment, "CH_DB_ADMIN_URL"),
                    value(given, "--database", environment, "CH_DB_NAME"),
                    value(given, "--owner-password", environment, "CH_DB_OWNER_PASSWORD"),
                    value(given, "--app-password", environment, "CH_DB_APP_PASSWORD"));
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
