package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * What was built and unpacked: the application and the Liberty installation it runs on.
 *
 * @param ear the application
 * @param wlp Open Liberty
 */
record Installation(Path ear, Path wlp) {

    /**
     * Finds both beside the launcher's own jar, where the build puts them; the system properties {@code countinghouse.ear} and
     * {@code countinghouse.wlp} name other places.
     */
    static Installation beside(Class<?> launcher) {
        try {
            Path own = Path.of(
                    launcher.getProtectionDomain().getCodeSource().getLocation().toURI());
            Path target = Objects.requireNonNull(own.getParent(), "launcher outside of a build");
            return new Installation(
                    property("countinghouse.ear", target.resolve("../../app-ear/target/countinghouse.ear")),
                    property("countinghouse.wlp", target.resolve("wlp")));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path property(String name, Path otherwise) {
        String value = System.getProperty(name, "");
        return (value.isEmpty() ? otherwise : Path.of(value)).toAbsolutePath().normalize();
    }

    /** @throws LauncherException naming what is missing */
    void requireComplete() {
        if (!LibertyServer.isInstallation(wlp)) {
            throw missing("Open Liberty", wlp);
        }
        if (!Files.isReadable(ear)) {
            throw missing("The application", ear);
        }
    }

    private static LauncherException missing(String what, Path where) {
        return new LauncherException(
                ExitCode.INSTALLATION,
                "%s is not built (%s is missing or cannot be read). ./countinghouse up builds it."
                        .formatted(what, where));
    }

    /**
     * What the build stamped into the launcher.
     *
     * @param name such as {@code version} or {@code postgresql.version}
     */
    static String stamp(String name) {
        try (InputStream in = Installation.class.getResourceAsStream("/launcher.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
