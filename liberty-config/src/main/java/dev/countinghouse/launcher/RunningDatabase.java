package dev.countinghouse.launcher;

import java.nio.file.Files;
import java.util.Map;

/** Where the database of an installation is, for commands that work on it beside the application. */
final class RunningDatabase {
    private static final String DEFAULT_PORT = "5432";

    private RunningDatabase() {}

    /**
     * The database that the server's own variables name, else that of the data folder.
     *
     * @throws LauncherException when neither says enough
     */
    static DatabaseAddress address(ServerOptions options, Map<String, String> environment) {
        String password = environment.getOrDefault("CH_DB_OWNER_PASSWORD", "");
        if (!password.isEmpty()) {
            return new DatabaseAddress(
                    environment.getOrDefault("CH_DB_HOST", "127.0.0.1"),
                    port(environment.getOrDefault("CH_DB_PORT", DEFAULT_PORT)),
                    environment.getOrDefault("CH_DB_NAME", options.dbName()),
                    password,
                    environment.getOrDefault("CH_DB_APP_PASSWORD", ""),
                    DatabaseTls.of(environment.get("CH_DB_SSL_MODE"), environment.get("CH_DB_SSL_ROOT_CERT")));
        }
        DataFolder folder = options.folder();
        if (!Files.isReadable(folder.secrets())) {
            throw new LauncherException(
                    ExitCode.INSTALLATION,
                    "There is no installation in %s. Start one with ./countinghouse up, name its folder with --data, or set CH_DB_OWNER_PASSWORD."
                            .formatted(folder.root()));
        }
        Secrets secrets = Secrets.load(folder.secrets());
        return External.in(environment)
                .database()
                .map(there -> new DatabaseAddress(
                        there.host(),
                        there.port(),
                        options.dbName(),
                        secrets.ownerPassword(),
                        secrets.appPassword(),
                        there.tls()))
                .orElseGet(() -> new DatabaseAddress(
                        "127.0.0.1",
                        options.dbPort(),
                        options.dbName(),
                        secrets.ownerPassword(),
                        secrets.appPassword()));
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new LauncherException(ExitCode.USAGE, "CH_DB_PORT must be a number", e);
        }
    }
}
