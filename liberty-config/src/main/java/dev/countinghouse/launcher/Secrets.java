package dev.countinghouse.launcher;

import dev.countinghouse.migrations.OperatorKeys;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Passwords and keys of one installation, made at random at the first start and kept in a file only its owner can read.
 *
 * @param postgresPassword of the administrator of the embedded PostgreSQL
 * @param ownerPassword of the login {@code ch_owner}
 * @param appPassword of the login {@code ch_app}
 * @param redisPassword of the embedded Redis
 * @param masterKey 32 bytes in base64; seals the signing keys, so losing it invalidates them
 * @param demoPassword of the demo users
 * @param operatorKey of the installation itself, which its command-line tool sends
 */
public record Secrets(
        String postgresPassword,
        String ownerPassword,
        String appPassword,
        String redisPassword,
        String masterKey,
        String demoPassword,
        String operatorKey) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 24;
    private static final int MASTER_KEY_BYTES = 32;
    private static final int DEMO_PASSWORD_BYTES = 12; // typed by hand now and then

    /** Reads the file; makes what is missing in it and writes it back. */
    public static Secrets load(Path file) {
        try {
            Properties properties = new Properties();
            if (Files.exists(file)) {
                properties.load(new StringReader(Files.readString(file)));
            }
            int known = properties.size();
            Secrets secrets = new Secrets(
                    kept(properties, "postgres.password", PASSWORD_BYTES),
                    kept(properties, "owner.password", PASSWORD_BYTES),
                    kept(properties, "app.password", PASSWORD_BYTES),
                    kept(properties, "redis.password", PASSWORD_BYTES),
                    kept(properties, "master.key", MASTER_KEY_BYTES),
                    kept(properties, "demo.password", DEMO_PASSWORD_BYTES),
                    (String) properties.computeIfAbsent("operator.key", missing -> OperatorKeys.mint()));
            if (properties.size() > known) {
                write(file, properties);
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read or write " + file, e);
        }
    }

    private static String kept(Properties properties, String name, int bytes) {
        return (String) properties.computeIfAbsent(name, missing -> random(bytes, "master.key".equals(name)));
    }

    private static String random(int bytes, boolean standardAlphabet) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        Base64.Encoder encoder = standardAlphabet
                ? Base64.getEncoder()
                : Base64.getUrlEncoder().withoutPadding(); // needs no escaping in a URL
        return encoder.encodeToString(random);
    }

    private static void write(Path file, Properties properties) throws IOException {
        FileAttribute<Set<PosixFilePermission>> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Path fresh = Files.createTempFile(file.getParent(), "secrets", ".new", ownerOnly);
        StringBuilder text =
                new StringBuilder("# Passwords and keys of this installation. Keep it secret, keep it backed up.\n");
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            text.append(name).append('=').append(properties.getProperty(name)).append('\n');
        }
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Never shows a value: a record printed by accident must not give anything away. */
    @Override
    public String toString() {
        return "Secrets[...]";
    }
}
