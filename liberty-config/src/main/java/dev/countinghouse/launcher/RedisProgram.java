package dev.countinghouse.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The Redis server program: an installed one where there is one, else the binary of the class path.
 *
 * @param path the executable
 * @param version what it says of itself, such as {@code 7.0.15}
 */
record RedisProgram(Path path, String version) {
    private static final Map<String, String> CARRIED = Map.of(
            "linux amd64", "/redis-server-6.2.6-v5-linux-amd64",
            "linux aarch64", "/redis-server-6.2.7-linux-arm64",
            "mac x86_64", "/redis-server-6.2.6-v5-darwin-amd64",
            "mac aarch64", "/redis-server-6.2.6-v5-darwin-arm64");

    /** Finds the program, unpacking the carried one into the folder where it is needed. */
    static RedisProgram in(Path programs) {
        Optional<RedisProgram> installed =
                Commands.onPath("redis-server").flatMap(RedisProgram::asked).filter(RedisProgram::isRecent);
        return installed.orElseGet(() -> carried(programs));
    }

    private static RedisProgram carried(Path programs) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "mac" : "linux";
        String resource = CARRIED.get(system + " " + System.getProperty("os.arch"));
        if (resource == null) {
            throw unavailable("there is none for this machine on the class path");
        }
        Path target = programs.resolve(resource.substring(1));
        if (!Files.exists(target)) {
            unpack(resource, target);
        }
        return asked(target).orElseThrow(() -> unavailable(target + " does not run on this machine"));
    }

    private static LauncherException unavailable(String why) {
        return new LauncherException(
                ExitCode.INSTALLATION,
                "No Redis: redis-server 6.2 or newer is not installed, and %s. Install it, or point REDIS_URL at a server."
                        .formatted(why));
    }

    private static void unpack(String resource, Path target) {
        try (InputStream in = RedisProgram.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw unavailable(resource + " is missing on the class path");
            }
            Files.createDirectories(target.getParent());
            Path unfinished = Files.createTempFile(target.getParent(), "redis", ".unfinished");
            Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack Redis to " + target, e);
        }
    }

    /** Asks the program for its version: {@code Redis server v=7.0.15 sha=...}. */
    private static Optional<RedisProgram> asked(Path path) {
        Commands.Result result = Commands.run(List.of(path.toString(), "--version"));
        if (!result.succeeded() || !result.output().contains(" v=")) {
            return Optional.empty();
        }
        String version = result.output().split(" v=", 2)[1].split("\\s", 2)[0];
        return Optional.of(new RedisProgram(path, version));
    }

    private boolean isRecent() {
        String[] parts = version.split("\\.", 3);
        int major = Integer.parseInt(parts[0]);
        return major > 6 || (major == 6 && Integer.parseInt(parts[1]) >= 2);
    }
}
