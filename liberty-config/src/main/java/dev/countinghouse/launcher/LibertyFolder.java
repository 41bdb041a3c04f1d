package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The folder a Liberty server reads and writes ({@code WLP_USER_DIR}); the installation itself stays untouched and may be shared.
 *
 * @param root folder that holds {@code servers} and {@code shared}
 * @param serverName name of the one server in it
 */
public record LibertyFolder(Path root, String serverName) {
    private static final String RESOURCES = "/liberty/";
    private static final String HTTPS = "https.xml";

    public Path server() {
        return root.resolve("servers").resolve(serverName);
    }

    /** The server without an application. */
    public void prepare() {
        try {
            Files.createDirectories(server().resolve("apps"));
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
            for (String file :
                    List.of("branding.json", "common.xml", "server.xml", "jvm.options", "bootstrap.properties")) {
                copyResource(file, server().resolve(file));
            }
            Files.deleteIfExists(server().resolve("application.xml"));
            Files.deleteIfExists(server().resolve(HTTPS));
            installDriver();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + root, e);
        }
    }

    /**
     * The server with the application in it.
     *
     * @param ear the application
     */
    public void prepare(Path ear) {
        prepare();
        try {
            copyResource("application.xml", server().resolve("application.xml"));
            copyChanged(ear, server().resolve("apps/countinghouse.ear"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + root, e);
        }
    }

    /** Lets the prepared server speak HTTPS besides. */
    void addHttps() {
        try {
            copyResource(HTTPS, server().resolve(HTTPS));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + root, e);
        }
    }

    /**
     * A server for tests that run inside it: they deploy themselves, and start it by the server's own script, which takes the
     * environment from a file.
     */
    public void prepareForInContainerTests(ServerEnvironment environment) {
        prepare();
        try {
            copyResource("in-container.xml", server().resolve("server.xml"));
            Map<String, String> variables = new TreeMap<>(environment.variables());
            variables.put("JAVA_HOME", System.getProperty("java.home"));
            StringBuilder text = new StringBuilder();
            variables.forEach(
                    (name, value) -> text.append(name).append('=').append(value).append('\n'));
            Path file = server().resolve("server.env");
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + root, e);
        }
    }

    /** The options of {@code jvm.options}, one element each. */
    List<String> jvmOptions() {
        return optionsIn(server().resolve("jvm.options"));
    }

    static List<String> optionsIn(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** The JDBC driver of the launcher's class path is the server's too. */
    private void installDriver() throws IOException {
        Path driver = jarOf(org.postgresql.Driver.class);
        Path folder = root.resolve("shared/resources/jdbc");
        Files.createDirectories(folder);
        Path target = folder.resolve(driver.getFileName());
        try (Stream<Path> others = Files.list(folder)) {
            for (Path other : others.filter(path -> !path.equals(target)).toList()) {
                Files.delete(other); // an older version's
            }
        }
        copyChanged(driver, target);
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps the time of change: the server takes a file with another one for a new application and unpacks it again. */
    private static void copyChanged(Path from, Path to) throws IOException {
        boolean same = Files.exists(to)
                && Files.size(to) == Files.size(from)
                && Files.getLastModifiedTime(to).equals(Files.getLastModifiedTime(from));
        if (!same) {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Leaves an equal file alone, because the server caches what it made of it. */
    private static void copyResource(String name, Path to) throws IOException {
        try (InputStream in = LibertyFolder.class.getResourceAsStream(RESOURCES + name)) {
            String content = new String(
                    Objects.requireNonNull(in, name).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!Files.exists(to) || !Files.readString(to).equals(content)) {
                Files.writeString(to, content);
            }
        }
    }
}
