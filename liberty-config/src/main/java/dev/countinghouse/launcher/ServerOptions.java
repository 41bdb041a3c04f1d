package dev.countinghouse.launcher;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where data and servers are; common to the commands that need them. */
final class ServerOptions {
    static final String ENVIRONMENT = """
            Environment:
              DATABASE_URL  postgresql://user:password@host:port/database
                            an administrator of an existing PostgreSQL 15 or newer
                            (CREATEROLE, CREATEDB); no PostgreSQL is started then
              REDIS_URL     redis://[:password@]host:port/0
                            an existing Redis; none is started then
              STRIPE_SECRET_KEY, COUNTINGHOUSE_STRIPE_API
                            an account at Stripe, or the address of a double;
                            no double is started then
            """;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:countinghouse.data:-.countinghouse}",
            description = "Folder for data, passwords and logs (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of(".countinghouse");

    @Option(
            names = "--db-port",
            paramLabel = "PORT",
            defaultValue = "5433",
            description = "Port of PostgreSQL on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int dbPort;

    @Option(
            names = "--db-name",
            paramLabel = "NAME",
            defaultValue = "countinghouse",
            description = "The product's database (default: ${DEFAULT-VALUE}).")
    private String dbName = "countinghouse";

    DataFolder folder() {
        return DataFolder.at(data);
    }

    int dbPort() {
        return dbPort;
    }

    String dbName() {
        return dbName;
    }
}
