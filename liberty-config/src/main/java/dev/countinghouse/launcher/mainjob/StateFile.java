package dev.countinghouse.launcher.mainjob;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** What must be remembered between runs because the API shows it once: the API keys. Readable by its owner alone; losing it is harmless. */
final class StateFile {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final Properties values = new Properties();

    private StateFile(Path path) {
        this.path = path;
    }

    /** What was remembered at this path; nothing when there is no such file or it is no state file any more. */
    static StateFile at(Path path) {
        StateFile state = new StateFile(path);
        if (Files.isRegularFile(path)) {
            try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
                state.values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                state.values.clear(); // a new key is made
            }
        }
        return state;
    }

    Optional<String> apiKey(String slug) {
        return Optional.ofNullable(values.getProperty(slug + ".api_key"));
    }

    /** @throws MainJobException if it cannot be written */
    void rememberApiKey(String slug, String secret) {
        values.setProperty(slug + ".api_key", secret);
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder == null) {
                throw new IOException("no folder");
            }
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, ".state", ".new", OWNER_ONLY);
            try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                values.store(writer, "API keys of the demo tenants");
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MainJobException("The state file %s cannot be written: %s".formatted(path, e.getMessage()), e);
        }
    }
}
