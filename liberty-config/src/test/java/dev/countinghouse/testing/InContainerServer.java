package dev.countinghouse.testing;

import dev.countinghouse.launcher.LibertyFolder;
import dev.countinghouse.launcher.ServerEnvironment;
import java.nio.file.Path;

/**
 * Lays out a Liberty server for tests that run inside it, with a fresh database. What starts it finds it by system properties:
 * {@code countinghouse.in-container.wlp}, {@code .user-folder}, {@code .server}, {@code .http-port}.
 */
public final class InContainerServer {
    private static final String PROPERTIES = "countinghouse.in-container.";
    private static final String SERVER = "in-container";

    private InContainerServer() {}

    /** Prepares the folder below {@code target} and sets the properties; answers with the server's database. */
    public static TestDatabase prepare() {
        TestDatabase database = TestServers.freshDatabase();
        ServerEnvironment environment = TestApplication.environment(database);
        Path folder = Path.of("target/in-container").toAbsolutePath();
        new LibertyFolder(folder, SERVER).prepareForInContainerTests(environment);
        System.setProperty(PROPERTIES + "wlp", TestApplication.wlp().toString());
        System.setProperty(PROPERTIES + "user-folder", folder.toString());
        System.setProperty(PROPERTIES + "server", SERVER);
        System.setProperty(PROPERTIES + "http-port", Integer.toString(environment.httpPort()));
        return database;
    }
}
